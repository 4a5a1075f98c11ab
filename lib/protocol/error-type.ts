import { z } from "zod";

/** The error types of PROTOCOL 9.3 that may be emitted. Maxsight's list is open; ours is not. */
export const PROTOCOL_ERROR_TYPES = [
  "INVALID_CREDENTIALS",
  "INVALID_CONFIG",
  "MISSING_CHECK_INPUT",
  "INVALID_CHECK_INPUT",
  "PROVIDER_CONNECTION",
  "PROVIDER_MESSAGE",
  "INTEGRATION",
  "UNSUPPORTED_DEMO_RESULT",
] as const;
export const ProtocolErrorType = z.enum(PROTOCOL_ERROR_TYPES);
export type ProtocolErrorType = z.infer<typeof ProtocolErrorType>;

/** Which sub-types belong to which type (PROTOCOL 9.3, 20-15, 20-16). */
export const PROTOCOL_ERROR_SUB_TYPES = [
  "MISSING_CONTACT_DETAILS",
  "UNSUPPORTED_COUNTRY",
  "UNSUPPORTED_DOCUMENT_TYPE",
] as const;
export const ProtocolErrorSubType = z.enum(PROTOCOL_ERROR_SUB_TYPES);
export type ProtocolErrorSubType = z.infer<typeof ProtocolErrorSubType>;

/** A business error as it stands in a 200 answer. `message` is shown to Maxsight's users: no secrets in it. */
export const ProtocolError = z.strictObject({
  type: ProtocolErrorType,
  message: z.string().min(1),
  sub_type: ProtocolErrorSubType.optional(),
  data: z.record(z.string(), z.json()).optional(),
});
export type ProtocolError = z.infer<typeof ProtocolError>;

/** A remark that does not make the check errored; it has no `sub_type` and no `data` (PROTOCOL 9.4). */
export const ProtocolWarning = z.strictObject({ type: ProtocolErrorType, message: z.string().min(1) });
export type ProtocolWarning = z.infer<typeof ProtocolWarning>;
