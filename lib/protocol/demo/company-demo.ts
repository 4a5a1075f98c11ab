import { isCountry } from "../countries";
import { type ConfigDocument, hasFeature } from "../config-document";
import type { CompanyDataOutput } from "../check-types/company-data";
import { COMPANY_ASSOCIATES } from "./company-associates";
import { type DemoAnswer, type DemoAnswers, type DemoInput, demoOutput, demoResultOf } from "./demo-input";
import { type EchoedCompany, echoCompany, objectIn, textIn } from "./echoed-input";

type Metadata = NonNullable<CompanyDataOutput["metadata"]>;
type FieldChecks = CompanyDataOutput["field_checks"];

type Variation = {
  metadata?: (company: EchoedCompany) => Partial<Metadata>;
  associates?: CompanyDataOutput["associated_entities"];
  fieldChecks?: FieldChecks;
};

/** The demo values of COMPANY_DATA (PROTOCOL 13); field checks only where the feature is declared. */
export function companyDemo(document: ConfigDocument): DemoAnswers {
  return hasFeature(document, "PROVIDER_FIELD_CHECKS") ? WITH_FIELD_CHECKS : ANSWERS;
}

const ANSWERS: DemoAnswers = new Map([
  ["ANY", found({})],
  ["ALL_DATA", found({})],
  // A company nobody knows is a success without output (PROTOCOL 11.2).
  ["NO_DATA", () => demoResultOf({})],
  ["COMPANY_INACTIVE", found({ metadata: () => ({ is_active: false, is_active_details: "Dissolved" }) })],
  ["COMPANY_NAME_MISMATCH", found({ metadata: ({ name }) => ({ name: unlike(name, "Example Co.") }) })],
  ["COMPANY_NUMBER_MISMATCH", found({ metadata: ({ number }) => ({ number: unlike(number, "123456") }) })],
  [
    "COMPANY_COUNTRY_OF_INCORPORATION_MISMATCH",
    found({ metadata: ({ country }) => ({ country_of_incorporation: country === "GBR" ? "FRA" : "GBR" }) }),
  ],
  ["COMPANY_RESIGNED_OFFICER", found({ associates: COMPANY_ASSOCIATES.resignedOfficer })],
  ["COMPANY_FORMER_SHAREHOLDER", found({ associates: COMPANY_ASSOCIATES.formerShareholder })],
  ["COMPANY_OFFICER_WITH_MULTIPLE_ROLES", found({ associates: COMPANY_ASSOCIATES.officerWithTwoRoles })],
  [
    "COMPANY_SHAREHOLDER_WITH_100_PERCENT_OWNERSHIP",
    found({ associates: COMPANY_ASSOCIATES.soleShareholder }),
  ],
  [
    "COMPANY_SHAREHOLDER_WITH_SIGNIFICANT_CONTROL",
    found({ associates: COMPANY_ASSOCIATES.controllingShareholder }),
  ],
  [
    "COMPANY_INDIVIDUAL_OF_SIGNIFICANT_CONTROL",
    found({ associates: COMPANY_ASSOCIATES.controllingIndividual }),
  ],
  ["COMPANY_COMPANY_OF_SIGNIFICANT_CONTROL", found({ associates: COMPANY_ASSOCIATES.controllingCompany })],
]);

const EVERY_MATCH: FieldChecks = [
  { field: "NAME", result: "MATCH" },
  { field: "NUMBER", result: "MATCH" },
  { field: "ADDRESS", result: "MATCH" },
];

const WITH_FIELD_CHECKS: DemoAnswers = new Map([
  ...ANSWERS,
  ["ANY", found({ fieldChecks: EVERY_MATCH })],
  ["ALL_DATA", found({ fieldChecks: EVERY_MATCH })],
  ["COMPANY_ADDRESS_MATCH", found({ fieldChecks: [{ field: "ADDRESS", result: "MATCH" }] })],
  ["COMPANY_ADDRESS_MISMATCH", found({ fieldChecks: [{ field: "ADDRESS", result: "MISMATCH" }] })],
]);

const unlike = (given: string | null, otherwise: string) => (given === null ? otherwise : `NOT ${given}`);

function found(variation: Variation): DemoAnswer {
  return ({ checkInput }: DemoInput) => {
    const company = echoCompany(checkInput);
    const output = {
      entity_type: "COMPANY",
      external_refs: { provider: [{ label: "DEMO", reference: "DEMO-COMPANY-1" }] },
      metadata: { ...fullMetadata(company), ...variation.metadata?.(company) },
      associated_entities: variation.associates ?? COMPANY_ASSOCIATES.everybody,
      ...(variation.fieldChecks === undefined ? {} : { field_checks: variation.fieldChecks }),
    } satisfies CompanyDataOutput;
    return demoOutput(output);
  };
}

function fullMetadata(company: EchoedCompany): Metadata {
  const country = isCountry(company.country) ? company.country : "GBR";
  return {
    name: company.name ?? "Example Co.",
    number: company.number ?? "0123456",
    country_of_incorporation: country,
    ...(company.state === null ? {} : { state_of_incorporation: company.state }),
    is_active: true,
    is_active_details: "Active",
    incorporation_date: "2014-01-11",
    company_type: "Private limited company",
    structured_company_type: { ownership_type: "COMPANY", is_public: false, is_limited: true },
    addresses: echoedAddresses(company, country),
    tax_ids: [{ tax_id_type: "VAT", value: "GB123456789" }],
    previous_names: [{ name: "Example Old Co.", end: "2016-05-01" }],
    industry_classifications: [
      {
        classification_type: "NACE",
        classification_version: "NACE Rev. 2",
        code: "6201",
        description: "Computer programming activities",
      },
    ],
    number_of_employees: 42,
    trade_description: "Makes examples.",
    contact_information: {
      url: "https://www.example.com",
      email: "info@example.com",
      phone_number: "+44 131 496 0007",
    },
  };
}

type CompanyAddresses = NonNullable<Metadata["addresses"]>;

const ADDRESS_TYPES = [
  "registered_address",
  "branch_address",
  "head_office_address",
  "contact_address",
  "trading_address",
] as const;

/** The input's addresses, as far as they can be sent back; else one of ours. */
function echoedAddresses(company: EchoedCompany, country: string): CompanyAddresses {
  const usable = company.addresses.flatMap((entry): CompanyAddresses => {
    const address = objectIn(entry, "address");
    const addressCountry = textIn(address, "country");
    if (address === null || !isCountry(addressCountry)) return [];
    const type = ADDRESS_TYPES.find((known) => known === entry["type"]) ?? "registered_address";
    return [{ type, address: { ...address, country: addressCountry } }];
  });
  if (usable.length > 0) return usable;
  const address = {
    type: "STRUCTURED" as const,
    country,
    postal_town: "Sampleton",
    route: "High St",
    street_number: "1",
  };
  return [{ type: "registered_address", address }];
}
