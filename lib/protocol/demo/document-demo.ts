import { type CheckType, hasDownloads } from "../check-type";
import { DEMO_FILE_REFERENCES } from "./demo-file-references";
import { type DemoAnswer, type DemoAnswers, demoErrors, type DemoInput, demoOutput } from "./demo-input";
import {
  CAPTURE_FAILURES,
  DOCUMENT_SCENARIOS,
  type DocumentScenario,
  extractedDetails,
  verificationOf,
} from "./document-scenarios";
import { echoPerson, objectsIn, textIn } from "./echoed-input";

type Category = "PROOF_OF_IDENTITY" | "PROOF_OF_ADDRESS";

/** A demo document's shape before it is filled in: the input's own, or one the applicant is said to have brought. */
type Blank = Record<string, unknown> & { category: string };

const verifyAll =
  (scenario: DocumentScenario): DemoAnswer =>
  (input) =>
    demoOutput(outputOf(blanksOf(input).map((blank) => fill(blank, scenario, input))));

const outputOf = (documents: Record<string, unknown>[]) => ({ entity_type: "INDIVIDUAL", documents });

const byScenario = DOCUMENT_SCENARIOS.map((scenario): [string, DemoAnswer] => [
  // The one value whose name does not begin with DOCUMENT_ is a failed verification, not an error (OPEN 54).
  scenario === "UNSUPPORTED_DOCUMENT_TYPE" ? "ERROR_UNSUPPORTED_DOCUMENT_TYPE" : `DOCUMENT_${scenario}`,
  verifyAll(scenario),
]);

/** The demo values of DOCUMENT_VERIFICATION (PROTOCOL 13). */
export const DOCUMENT_VERIFICATION_DEMO: DemoAnswers = new Map([
  ["ANY", verifyAll("ALL_PASS")],
  ...byScenario,
]);

/** The demo values of DOCUMENT_FETCH: the same, and what can be wrong with the applicant's journey. */
export const DOCUMENT_FETCH_DEMO: DemoAnswers = new Map([
  ...DOCUMENT_VERIFICATION_DEMO,
  [
    "ERROR_INVALID_PROVIDER_REFERENCE",
    () => demoErrors({ type: "INVALID_CHECK_INPUT", message: "The provider does not know this reference." }),
  ],
  [
    "ERROR_MISSING_CONTACT_DETAILS",
    () =>
      demoErrors({
        type: "MISSING_CHECK_INPUT",
        sub_type: "MISSING_CONTACT_DETAILS",
        message: "The provider needs the contact details of the individual.",
      }),
  ],
]);

const CATEGORY_OF = { ADDRESS: "PROOF_OF_ADDRESS", IDENTITY: "PROOF_OF_IDENTITY" } as const;
const KINDS = ["ADDRESS", "IDENTITY"] as const;

/** The demo values of DOCUMENT_CAPTURE: one document per category, at most one of them at fault (PROTOCOL 11.6). */
export const DOCUMENT_CAPTURE_DEMO: DemoAnswers = new Map([
  ["ANY", capture({ PROOF_OF_ADDRESS: "ALL_PASS", PROOF_OF_IDENTITY: "ALL_PASS" })],
  [
    "DOCUMENT_ALL_CATEGORIES_ALL_PASS",
    capture({ PROOF_OF_ADDRESS: "ALL_PASS", PROOF_OF_IDENTITY: "ALL_PASS" }),
  ],
  ...KINDS.flatMap((kind): [string, DemoAnswer][] => [
    [`DOCUMENT_SINGLE_CATEGORY_${kind}_ALL_PASS`, capture({ [CATEGORY_OF[kind]]: "ALL_PASS" })],
    ...CAPTURE_FAILURES.flatMap((failure): [string, DemoAnswer][] => [
      [`DOCUMENT_SINGLE_CATEGORY_${kind}_${failure}`, capture({ [CATEGORY_OF[kind]]: failure })],
      [
        `DOCUMENT_ALL_CATEGORIES_${kind}_${failure}`,
        capture({
          PROOF_OF_ADDRESS: "ALL_PASS",
          PROOF_OF_IDENTITY: "ALL_PASS",
          [CATEGORY_OF[kind]]: failure,
        }),
      ],
    ]),
  ]),
]);

function capture(scenarios: Partial<Record<Category, DocumentScenario>>): DemoAnswer {
  return (input) => {
    const documents = Object.entries(scenarios).map(([category, scenario]) => {
      const given = objectsIn(input.checkInput, "documents").find(
        (document) => document["category"] === category,
      );
      return fill({ ...given, category }, scenario, input);
    });
    return demoOutput(outputOf(documents));
  };
}

/** The documents of the input; a fetch whose placeholder is missing gets one, as in the reference (PROTOCOL 11.5). */
function blanksOf({ document, checkInput }: DemoInput): Blank[] {
  const given = objectsIn(checkInput, "documents").map((blank) => ({
    ...blank,
    category: textIn(blank, "category") ?? "PROOF_OF_IDENTITY",
  }));
  return given.length === 0 && document.check_type === "DOCUMENT_FETCH"
    ? [{ category: "PROOF_OF_IDENTITY" }]
    : given;
}

/** `id`, `category` and whatever else the document had stay as they are (PROTOCOL 11.5). */
function fill(blank: Blank, scenario: DocumentScenario, input: DemoInput): Record<string, unknown> {
  const verification = verificationOf(scenario);
  const hasData = scenario !== "UNSUPPORTED_DOCUMENT_TYPE";
  return {
    ...blank,
    document_type: documentTypeOf(blank),
    ...(hasDownloads(input.document.check_type) ? filesOf(blank.category) : {}),
    ...(hasData ? { extracted_data: extractedData(blank, { scenario, input, verification }) } : {}),
    verification_result: verification,
  };
}

function documentTypeOf(blank: Blank): string {
  const given = textIn(blank, "document_type");
  if (given !== null && given !== "UNKNOWN") return given;
  return blank.category === "PROOF_OF_IDENTITY" ? "PASSPORT" : "BANK_STATEMENT";
}

function extractedData(
  blank: Blank,
  facts: { scenario: DocumentScenario; input: DemoInput; verification: ReturnType<typeof verificationOf> },
): Record<string, unknown> {
  const person = echoPerson(facts.input.checkInput);
  const thisYear = new Date(facts.input.nowMs).getUTCFullYear();
  const isIdentity = blank.category === "PROOF_OF_IDENTITY";
  return {
    number: "123456789",
    ...(person.country === null ? {} : { issuing_country: person.country }),
    issued: `${thisYear - 1}-01-01`,
    ...(isIdentity ? { expiry: `${thisYear + 9}-01-01` } : {}),
    personal_details: extractedDetails(facts.scenario, person),
    ...(person.currentAddress === null ? {} : { address_history: [{ address: person.currentAddress }] }),
    // Said twice because the reference does (OPEN 49).
    result: facts.verification,
  };
}

/** What `/download_file` will be asked for: references that say themselves what they stand for, so nothing is stored. */
function filesOf(category: string): Record<string, unknown> {
  const isIdentity = category === "PROOF_OF_IDENTITY";
  if (!isIdentity) {
    return {
      images: [{ image_type: "FRONT", provider_reference: DEMO_FILE_REFERENCES.statement }],
      files: [],
    };
  }
  return {
    images: [
      { image_type: "FRONT", provider_reference: DEMO_FILE_REFERENCES.front },
      { image_type: "BACK", provider_reference: DEMO_FILE_REFERENCES.back },
      { image_type: "FACE", provider_reference: DEMO_FILE_REFERENCES.face },
    ],
    files: [
      { type: "LIVE_VIDEO", reference: DEMO_FILE_REFERENCES.liveVideo },
      { type: "VIDEO_FRAME", reference: DEMO_FILE_REFERENCES.videoFrame },
    ],
  };
}

/** The demo values of a document check. */
export function documentDemo(
  checkType: Extract<CheckType, "DOCUMENT_VERIFICATION" | "DOCUMENT_FETCH" | "DOCUMENT_CAPTURE">,
): DemoAnswers {
  if (checkType === "DOCUMENT_CAPTURE") return DOCUMENT_CAPTURE_DEMO;
  return checkType === "DOCUMENT_FETCH" ? DOCUMENT_FETCH_DEMO : DOCUMENT_VERIFICATION_DEMO;
}
