import { z } from "zod";
import { AddressHistory } from "../data-types/address";
import { PersonalDetails } from "../data-types/individual-details";
import { PartialDate } from "../data-types/scalars";

export const MATCHED_FIELDS = [
  "FORENAME",
  "SURNAME",
  "ADDRESS",
  "DOB",
  "IDENTITY_NUMBER",
  "IDENTITY_NUMBER_SUFFIX",
] as const;

/** One database that was asked, with `count: 0` when it knew nobody (PROTOCOL 11.1). */
export const IdentityMatch = z.strictObject({
  count: z.int().nonnegative(),
  database_name: z.string().min(1),
  database_type: z.enum(["CREDIT", "CIVIL", "MORTALITY", "IGNORED"]),
  matched_fields: z.array(z.enum(MATCHED_FIELDS)),
  date_first_seen: PartialDate.optional(),
  date_of_last_activity: PartialDate.optional(),
  extra: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});
export type IdentityMatch = z.infer<typeof IdentityMatch>;

/** `check_output` of an identity check; `matches` may only be missing beside a top-level `result`. */
export const IdentityOutput = z.strictObject({
  entity_type: z.literal("INDIVIDUAL"),
  personal_details: PersonalDetails.optional(),
  address_history: AddressHistory.optional(),
  electronic_id_check: z.strictObject({
    matches: z.array(IdentityMatch).optional(),
    provider_url: z.string().optional(),
    provider_reference_number: z.string().optional(),
  }),
  custom_fields: z.record(z.string(), z.json()).optional(),
});
export type IdentityOutput = z.infer<typeof IdentityOutput>;
