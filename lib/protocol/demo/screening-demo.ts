import { entityTypeOf } from "../check-type";
import type { FlagType, ScreeningData, ScreeningHit } from "../check-types/screening";
import { type ConfigDocument, hasFeature } from "../config-document";
import { type DemoAnswer, type DemoAnswers, type DemoInput, demoOutput } from "./demo-input";
import { echoCompany, echoPerson } from "./echoed-input";

type ListedFlag = Exclude<FlagType, "REFER">;

const FEATURE_OF = { PEP: "PEPS", SANCTION: "SANCTIONS", ADVERSE_MEDIA: "ADVERSE_MEDIA" } as const;
const LISTED_FLAGS: readonly ListedFlag[] = ["PEP", "SANCTION", "ADVERSE_MEDIA"];

/** The kinds of flag the document says the provider knows (PROTOCOL 6.4). */
export const supportedFlags = (document: ConfigDocument): ListedFlag[] =>
  LISTED_FLAGS.filter((flag) => hasFeature(document, FEATURE_OF[flag]));

/** The demo values of both screening types (PROTOCOL 13); a single flag only where its feature is declared. */
export function screeningDemo(document: ConfigDocument): DemoAnswers {
  const flags = supportedFlags(document);
  const separate = hits((input) => flags.map((flag) => hitOf(input, flag, [flag])));
  return new Map([
    ["ANY", separate],
    ["ALL_DATA", separate],
    ["SCREEN_NO_HITS", hits(() => [])],
    ["SCREEN_ALL_FLAGS_SAME_HIT", hits((input) => [hitOf(input, "ALL", flags)])],
    ["SCREEN_ALL_FLAGS_SEPARATE_HITS", separate],
    ["SCREEN_SINGLE_REFER", hits((input) => [hitOf(input, "REFER", ["REFER"])])],
    ...flags.map((flag): [string, DemoAnswer] => [
      `SCREEN_SINGLE_${flag}`,
      hits((input) => [hitOf(input, flag, [flag])]),
    ]),
  ]);
}

function hits(build: (input: DemoInput) => ScreeningHit[]): DemoAnswer {
  return (input) =>
    demoOutput({ entity_type: entityTypeOf(input.document.check_type), screening_hits: build(input) });
}

/** The id says what the hit is about, so the same hit has the same id in every later result. */
function hitOf(input: DemoInput, kind: string, flags: FlagType[]): ScreeningHit {
  const subject = subjectOf(input);
  return {
    provider: { name: "DEMO", label: "Demo list", hit_id: `DEMO-HIT-${kind}` },
    data: {
      ...subject,
      confidence_score: 0.9,
      sources: [
        { name: "Demo list", url: "https://example.com/demo-list", description: "Made up for demo checks" },
      ],
      ...Object.assign({}, ...flags.map((flag) => FLAG_DATA[flag])),
    },
    flags: flags.map((type) => ({ type })),
    status: "UNRESOLVED",
  };
}

const FLAG_DATA: Record<FlagType, Partial<ScreeningData>> = {
  PEP: {
    pep: {
      roles: [{ name: "Member of a demo parliament", tier: 1, tenure: { tenure_type: "CURRENT" } }],
      tier: 1,
    },
  },
  SANCTION: {
    sanctions: [
      {
        name: "Demo sanction",
        type: "FINANCIAL",
        list: { name: "Demo sanctions list" },
        issued_by: "Demo authority",
        time_periods: [{ tenure_type: "CURRENT", start: "2020-01-01" }],
      },
    ],
  },
  ADVERSE_MEDIA: {
    media: [
      {
        url: "https://example.com/demo-article",
        title: "Demo article",
        snippet: "An article made up for demo checks.",
        date: "2020-01-01",
      },
    ],
  },
  REFER: { details: [{ title: "Refer", text: "A person should look at this demo hit." }] },
};

function subjectOf({ document, checkInput }: DemoInput): ScreeningData {
  if (entityTypeOf(document.check_type) === "COMPANY") {
    const { name, country } = echoCompany(checkInput);
    return { name: name ?? "Example Co.", ...countriesOf("REGISTRATION", country) };
  }
  const { givenNames, familyName, dob, country } = echoPerson(checkInput);
  const name = [...givenNames, familyName].filter(Boolean).join(" ");
  return {
    name: name === "" ? "Sample Person" : name,
    ...(dob === null ? {} : { dates: [{ type: "DOB", date: dob }] }),
    ...countriesOf("RESIDENCE", country),
  };
}

const countriesOf = (
  type: "REGISTRATION" | "RESIDENCE",
  country: string | null,
): Pick<ScreeningData, "countries"> => (country === null ? {} : { countries: [{ type, country }] });
