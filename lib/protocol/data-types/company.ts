import { z } from "zod";
import { Address, AddressHistory, InputAddress } from "./address";
import { PersonalDetails } from "./individual-details";
import { Country, IsoDate, PartialDate, Tenure, Uuid } from "./scalars";

const Text = z.string().nullish();

/** PROTOCOL 12.4. The sources know the contact by two names; this one is written (20-35). */
const ContactInformation = z.strictObject({ email: Text, phone_number: Text, url: Text });

export const CompanyAddress = z.strictObject({
  type: z.enum([
    "registered_address",
    "branch_address",
    "head_office_address",
    "contact_address",
    "trading_address",
  ]),
  address: Address,
});

export const TaxId = z.strictObject({
  tax_id_type: z.enum(["EIN", "EUROVAT", "VAT", "OTHER"]),
  value: z.string().min(1),
  tax_id_name: Text,
});

export const StructuredCompanyType = z.strictObject({
  is_public: z.boolean().nullish(),
  is_limited: z.boolean().nullish(),
  ownership_type: z
    .enum(["PARTNERSHIP", "COMPANY", "SOLE_PROPRIETORSHIP", "ASSOCIATION", "TRUST", "OTHER", "BRANCH"])
    .nullish(),
});

const IndustryClassification = z.strictObject({
  classification_type: z.enum(["SIC", "NACE", "NAICS", "NAF", "OTHER"]),
  code: z.string().min(1),
  classification_version: Text,
  description: Text,
});

/** `metadata` of an output: every member may be missing, none may be misspelt. */
export const CompanyMetadata = z.strictObject({
  name: Text,
  number: Text,
  bvd_id: Text,
  bvd9: Text,
  isin: Text,
  lei: Text,
  creditsafe_id: Text,
  uk_charity_commission_number: Text,
  tax_ids: z.array(TaxId).nullish(),
  previous_names: z
    .array(z.strictObject({ name: z.string(), start: PartialDate.nullish(), end: PartialDate.nullish() }))
    .nullish(),
  addresses: z.array(CompanyAddress).nullish(),
  country_of_incorporation: Country.nullish(),
  state_of_incorporation: Text,
  jurisdiction: Text,
  areas_of_activity: z.array(z.strictObject({ location: z.string() })).nullish(),
  description: Text,
  trade_description: Text,
  number_of_employees: z.number().nonnegative().nullish(),
  registry: Text,
  industry_classifications: z.array(IndustryClassification).nullish(),
  sic_codes: z.array(z.strictObject({ code: z.string(), description: Text })).nullish(),
  is_active: z.boolean().nullish(),
  is_active_details: Text,
  incorporation_date: IsoDate.nullish(),
  company_type: Text,
  structured_company_type: StructuredCompanyType.nullish(),
  company_type_description: Text,
  contact_information: ContactInformation.nullish(),
});

/** Names of an entity elsewhere; a provider's own come back in later checks (PROTOCOL 10.8). */
export const ProviderRef = z.strictObject({ reference: z.string().min(1), label: z.string().min(1) });
export const ExternalRefs = z.looseObject({ generic: Text, provider: z.array(ProviderRef).nullish() });

const officer = { original_role: Text, tenure: Tenure.optional() };
const shareholder = {
  total_percentage: z.number().min(0).max(100).nullish(),
  shareholdings: z
    .array(
      z.strictObject({
        share_class: Text,
        amount: z.number().nullish(),
        percentage: z.number().min(0).max(100).nullish(),
      }),
    )
    .nullish(),
};
const owner = {
  distance: z.number().nonnegative().nullish(),
  calculated_percentage: z.number().min(0).max(100).nullish(),
};

const relationship = <Role extends string, Shape extends z.ZodRawShape>(role: Role, shape: Shape) =>
  z.strictObject({ associated_role: z.literal(role), tenure: Tenure.optional(), ...shape });

export const Relationship = z.discriminatedUnion("associated_role", [
  relationship("DIRECTOR", officer),
  relationship("PARTNER", officer),
  relationship("COMPANY_SECRETARY", officer),
  relationship("SHAREHOLDER", shareholder),
  relationship("BENEFICIAL_OWNER", { ...officer, ...shareholder, ...owner }),
  relationship("GLOBAL_ULTIMATE_OWNER", owner),
  relationship("CONTROLLING_SHAREHOLDER", owner),
  relationship("PERSON_OF_SIGNIFICANT_CONTROL", {
    ...owner,
    kind: Text,
    natures_of_control: z.array(z.string()).nullish(),
  }),
]);

const IndividualAssociate = z.strictObject({
  entity_type: z.literal("INDIVIDUAL"),
  personal_details: PersonalDetails.nullish(),
  address_history: AddressHistory.nullish(),
  contact_details: z.looseObject({ email: Text, phone_number: Text }).nullish(),
  external_refs: ExternalRefs.nullish(),
});

const CompanyAssociate = z.strictObject({
  entity_type: z.literal("COMPANY"),
  metadata: CompanyMetadata.nullish(),
  external_refs: ExternalRefs.nullish(),
});

export const AssociatedEntity = z
  .strictObject({
    associate_id: Uuid,
    entity_type: z.enum(["INDIVIDUAL", "COMPANY"]),
    immediate_data: z.discriminatedUnion("entity_type", [IndividualAssociate, CompanyAssociate]),
    relationships: z.array(Relationship).min(1),
  })
  .refine((associate) => associate.entity_type === associate.immediate_data.entity_type, {
    path: ["immediate_data", "entity_type"],
    message: "must be the entity_type of the associate",
  });
export type AssociatedEntity = z.infer<typeof AssociatedEntity>;

const InputContact = z.looseObject({ email: Text, phone_number: Text, url: Text }).nullish();

/** CompanyData on the way in (PROTOCOL 12.4): the contact by either name, and a number may be a number. */
export const InputCompany = z.looseObject({
  entity_type: z.literal("COMPANY"),
  metadata: z
    .looseObject({
      name: Text,
      number: z.union([z.string(), z.number()]).nullish(),
      country_of_incorporation: Text,
      state_of_incorporation: Text,
      addresses: z.array(z.looseObject({ type: Text, address: InputAddress.nullish() })).nullish(),
      contact_information: InputContact,
      contact_details: InputContact,
    })
    .nullish(),
  external_refs: z.looseObject({ generic: Text }).nullish(),
});
export type InputCompany = z.infer<typeof InputCompany>;
