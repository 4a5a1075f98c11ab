import { z } from "zod";
import { AssociatedEntity, CompanyMetadata, ExternalRefs } from "../data-types/company";

/** What the provider itself compared; heeded with the feature PROVIDER_FIELD_CHECKS (PROTOCOL 11.2). */
export const CompanyFieldCheck = z.strictObject({
  field: z.enum(["NAME", "NUMBER", "COUNTRY_OF_INCORPORATION", "IS_ACTIVE", "LEI", "ADDRESS"]),
  result: z.enum(["MATCH", "MISMATCH"]),
});

/** `check_output` of COMPANY_DATA. The shape of `financials` is not published and passes as it is (OPEN 60). */
export const CompanyDataOutput = z.strictObject({
  entity_type: z.literal("COMPANY"),
  external_refs: ExternalRefs.optional(),
  metadata: CompanyMetadata.optional(),
  associated_entities: z.array(AssociatedEntity).optional(),
  field_checks: z.array(CompanyFieldCheck).optional(),
  financials: z.record(z.string(), z.json()).optional(),
  custom_fields: z.record(z.string(), z.json()).optional(),
});
export type CompanyDataOutput = z.infer<typeof CompanyDataOutput>;
