import { z } from "zod";
import { ProtocolError, ProtocolWarning } from "./error-type";
import { DECISIONS } from "./states";

/** Longest `summary` Maxsight's own framework allows (PROTOCOL 8, OPEN 50). */
export const MAX_SUMMARY_LENGTH = 450;

/** `result` of the custom checks: the only types that deliver a decision directly (PROTOCOL 11.3). */
export const CustomResult = z.strictObject({
  decision: z.enum(DECISIONS),
  summary: z.string().max(MAX_SUMMARY_LENGTH).optional(),
});
export type CustomResult = z.infer<typeof CustomResult>;

/** `result` of an identity check whose provider delivers no matches (PROTOCOL 11.1). */
export const IDENTITY_RESULTS = ["Pass", "Fail", "Error", "1+1", "2+2"] as const;
export const IdentityResult = z.enum(IDENTITY_RESULTS);
export type IdentityResult = z.infer<typeof IdentityResult>;

/** Evidence a Maxsight user may open; all four members, at the top level of the answer (PROTOCOL 9.8). */
export const ExternalResource = z.strictObject({
  type: z.enum(["LINK", "EMBED"]),
  url: z.url({ protocol: /^https?$/ }),
  id: z.guid(),
  label: z.string().min(1),
});
export type ExternalResource = z.infer<typeof ExternalResource>;

const Json = z.json();
const JsonObject = z.record(z.string(), z.json());

/** What came of calling a provider once: exactly one of three kinds (ARCHITECTURE 3). */
export const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("pending"),
    providerReference: z.string().min(1).optional(),
    state: Json.optional(),
  }),
  z.strictObject({
    kind: z.literal("result"),
    /** Becomes `check_output`. */
    output: JsonObject.optional(),
    result: z.union([CustomResult, IdentityResult]).optional(),
    warnings: z.array(ProtocolWarning).optional(),
    providerData: Json.optional(),
    externalResources: z.array(ExternalResource).optional(),
    customData: JsonObject.optional(),
  }),
  z.strictObject({
    kind: z.literal("errors"),
    errors: z.array(ProtocolError).min(1),
    warnings: z.array(ProtocolWarning).optional(),
    providerData: Json.optional(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

export type PendingOutcome = Extract<Outcome, { kind: "pending" }>;
export type ResultOutcome = Extract<Outcome, { kind: "result" }>;
export type ErrorsOutcome = Extract<Outcome, { kind: "errors" }>;
/** An outcome after which nothing more is expected of the provider. */
export type FinalOutcome = ResultOutcome | ErrorsOutcome;
