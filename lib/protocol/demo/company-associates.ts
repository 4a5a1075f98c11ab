import type { AssociatedEntity } from "../data-types/company";

type Relationship = AssociatedEntity["relationships"][number];

const CURRENT = { tenure_type: "CURRENT", start: "2014-01-11" } as const;
const FORMER = { tenure_type: "FORMER", start: "2014-01-11", end: "2019-06-30" } as const;

/** The people and companies of the demo company; each keeps its id, so later results can be matched. */
const PERSON_IDS = {
  officer: "7acbdc58-0f0c-4f3a-9d0e-0f5f6a1c2b31",
  shareholder: "1f6f2c1e-2f1a-4f2f-8a5e-5b7a9c3d4e52",
  controller: "3b9d7e4a-6c5b-4d8e-9f7a-2c4e6a8b0d73",
} as const;
const COMPANY_ID = "5c8e0a2b-4d6f-4a1c-8e3b-7d9f1a3c5e94";

function person(
  id: keyof typeof PERSON_IDS,
  names: [string, string],
  relationships: Relationship[],
): AssociatedEntity {
  const [givenName, familyName] = names;
  const personal_details = { name: { given_names: [givenName], family_name: familyName } };
  return {
    associate_id: PERSON_IDS[id],
    entity_type: "INDIVIDUAL",
    immediate_data: { entity_type: "INDIVIDUAL", personal_details },
    relationships,
  };
}

function company(relationships: Relationship[]): AssociatedEntity {
  return {
    associate_id: COMPANY_ID,
    entity_type: "COMPANY",
    immediate_data: {
      entity_type: "COMPANY",
      metadata: { name: "Demo Holding Ltd", number: "7654321", country_of_incorporation: "GBR" },
    },
    relationships,
  };
}

const director = (tenure: Relationship["tenure"]): Relationship => ({
  associated_role: "DIRECTOR",
  original_role: "Director",
  tenure,
});

const secretary = (tenure: Relationship["tenure"]): Relationship => ({
  associated_role: "COMPANY_SECRETARY",
  original_role: "Company secretary",
  tenure,
});

const shares = (percentage: number, tenure: Relationship["tenure"]): Relationship => ({
  associated_role: "SHAREHOLDER",
  total_percentage: percentage,
  shareholdings: [{ share_class: "Ordinary", amount: percentage * 10, percentage }],
  tenure,
});

const control: Relationship = {
  associated_role: "PERSON_OF_SIGNIFICANT_CONTROL",
  kind: "ownership-of-shares",
  natures_of_control: ["ownership-of-shares-50-to-75-percent"],
  tenure: CURRENT,
};

const OFFICER: [string, string] = ["John", "Smith"];
const SHAREHOLDER: [string, string] = ["Mary", "Jones"];
const CONTROLLER: [string, string] = ["Amina", "Patel"];

/** Who is associated with the company, by demo value (PROTOCOL 13). */
export const COMPANY_ASSOCIATES = {
  everybody: [
    person("officer", OFFICER, [director(CURRENT)]),
    person("shareholder", SHAREHOLDER, [shares(40, CURRENT)]),
    company([shares(60, CURRENT), control]),
  ],
  resignedOfficer: [person("officer", OFFICER, [director(FORMER), secretary(FORMER)])],
  officerWithTwoRoles: [person("officer", OFFICER, [director(CURRENT), secretary(CURRENT)])],
  formerShareholder: [person("shareholder", SHAREHOLDER, [shares(40, FORMER)])],
  soleShareholder: [person("shareholder", SHAREHOLDER, [shares(100, CURRENT)])],
  controllingShareholder: [person("shareholder", SHAREHOLDER, [shares(60, CURRENT), control])],
  controllingIndividual: [person("controller", CONTROLLER, [control])],
  controllingCompany: [company([control])],
} satisfies Record<string, AssociatedEntity[]>;
