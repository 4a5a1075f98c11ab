import { z } from "zod";
import { AddressHistory } from "../data-types/address";
import { Document } from "../data-types/document";
import { PersonalDetails } from "../data-types/individual-details";

/**
 * `check_output` of the three document checks (PROTOCOL 11.4 to 11.6): the documents of the input, or those the applicant
 * brought, with what was read from them.
 */
export const DocumentsOutput = z.strictObject({
  entity_type: z.literal("INDIVIDUAL"),
  documents: z.array(Document),
  personal_details: PersonalDetails.optional(),
  address_history: AddressHistory.optional(),
  custom_fields: z.record(z.string(), z.json()).optional(),
});
export type DocumentsOutput = z.infer<typeof DocumentsOutput>;
