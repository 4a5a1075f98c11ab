import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateOutcome } from "./check-output";
import { CHECK_TYPES, type CheckType } from "./check-type";
import { Outcome, type ResultOutcome } from "./outcome";

const issuesOf = (checkType: CheckType, outcome: Omit<ResultOutcome, "kind">) =>
  validateOutcome(checkType, { kind: "result", ...outcome });

const MATCH = {
  count: 1,
  database_name: "Electoral Roll",
  database_type: "CIVIL",
  matched_fields: ["FORENAME", "SURNAME", "ADDRESS"],
};
const IDENTITY = {
  entity_type: "INDIVIDUAL",
  address_history: [],
  electronic_id_check: { matches: [MATCH] },
};
const HIT = {
  provider: { name: "p", label: "P", hit_id: "1" },
  data: {
    name: "N",
    associates: [{ association: { label: "wife" }, data: { name: "W" }, flags: [{ type: "PEP" }] }],
    addresses: [{ type: "UNKNOWN", label: "home" }],
    created_at: "2024-01-31 10:11:12",
  },
  status: "UNRESOLVED",
};

describe("custom checks", () => {
  it("have a result and no output", () => {
    expect(issuesOf("INDIVIDUAL_CUSTOM", { result: { decision: "PASS", summary: "" } })).toEqual([]);
    expect(issuesOf("COMPANY_CUSTOM", {})).toEqual([{ path: "/result", message: "result is required." }]);
    expect(issuesOf("COMPANY_CUSTOM", { result: "Pass" })).toHaveLength(1);
    expect(issuesOf("COMPANY_CUSTOM", { result: { decision: "PASS" }, output: {} })[0]?.path).toBe("/output");
  });
});

describe("identity checks", () => {
  it("have matches, or a result of their own", () => {
    expect(issuesOf("IDENTITY_CHECK", { output: IDENTITY })).toEqual([]);
    expect(issuesOf("IDENTITY_CHECK", { result: "2+2" })).toEqual([]);
    const withoutMatches = { entity_type: "INDIVIDUAL", electronic_id_check: {} };
    expect(issuesOf("IDENTITY_CHECK", { output: withoutMatches, result: "Fail" })).toEqual([]);
    expect(issuesOf("IDENTITY_CHECK", { output: withoutMatches })).toEqual([
      { path: "/output/electronic_id_check/matches", message: "matches is required without a result." },
    ]);
    expect(issuesOf("IDENTITY_CHECK", {})).toEqual([{ path: "/output", message: "output is required." }]);
    expect(issuesOf("IDENTITY_CHECK", { result: { decision: "PASS" }, output: IDENTITY })[0]?.path).toBe(
      "/result",
    );
  });

  it.each([
    [{ ...MATCH, count: -1 }, "count", "count must be at least 0."],
    [{ ...MATCH, database_type: "POLICE" }, "database_type", /^database_type must be one of CREDIT, /],
    [{ ...MATCH, matched_fields: ["SHOE_SIZE"] }, "matched_fields/0", /^matched_fields\[0\] must be one of /],
    [{ ...MATCH, matches: 1 }, "matches", "matches is not known here."],
  ])("refuse the match %j and point at it", (match, member, message) => {
    const output = { ...IDENTITY, electronic_id_check: { matches: [MATCH, match] } };
    expect(issuesOf("IDENTITY_CHECK", { output })).toEqual([
      { path: `/output/electronic_id_check/matches/1/${member}`, message: expect.stringMatching(message) },
    ]);
  });
});

describe("document checks", () => {
  const document = {
    id: "89780c53-d256-444e-a329-d20c7298e842",
    category: "PROOF_OF_IDENTITY",
    document_type: "PASSPORT",
    images: [
      { id: "89780c53-d256-444e-a329-d20c7298e842", image_type: "FRONT", upload_date: null, new_member: 1 },
    ],
    new_member: true,
    verification_result: {
      all_passed: true,
      image_checks: [{ category: "A", type: "B", result: "PARTIAL" }],
    },
  };

  it("pass a copied document with members we do not know, and totals that disagree", () => {
    expect(
      issuesOf("DOCUMENT_FETCH", { output: { entity_type: "INDIVIDUAL", documents: [document] } }),
    ).toEqual([]);
  });

  it("are strict about what the provider filled in", () => {
    const broken = { ...document, verification_result: { all_pased: true } };
    expect(
      issuesOf("DOCUMENT_VERIFICATION", { output: { entity_type: "INDIVIDUAL", documents: [broken] } }),
    ).toEqual([
      {
        path: "/output/documents/0/verification_result/all_pased",
        message: "all_pased is not known here.",
      },
    ]);
  });
});

describe("company data", () => {
  it("may be absent for a company nobody knows", () => {
    expect(issuesOf("COMPANY_DATA", {})).toEqual([]);
  });

  it("writes contact_information, and associates of one kind", () => {
    const output = {
      entity_type: "COMPANY",
      metadata: { contact_details: { url: "www.example.co" } },
      associated_entities: [
        {
          associate_id: "7acbdc58-d256-444e-a329-d20c7298e842",
          entity_type: "COMPANY",
          immediate_data: { entity_type: "INDIVIDUAL" },
          relationships: [
            { associated_role: "DIRECTOR", tenure: { tenure_type: "CURRENT", start: "2014-01-11" } },
          ],
        },
      ],
    };
    expect(issuesOf("COMPANY_DATA", { output }).map((issue) => issue.path)).toEqual([
      "/output/metadata/contact_details",
      "/output/associated_entities/0/immediate_data/entity_type",
    ]);
  });

  it("refuses a result", () => {
    expect(issuesOf("COMPANY_DATA", { result: "Pass" })[0]?.path).toBe("/result");
  });
});

describe("screening", () => {
  it("takes hits with nested associates, and none", () => {
    expect(
      issuesOf("PEPS_AND_SANCTIONS_SCREEN", { output: { entity_type: "INDIVIDUAL", screening_hits: [HIT] } }),
    ).toEqual([]);
    const none = { entity_type: "COMPANY", screening_hits: [] };
    expect(issuesOf("COMPANY_PEPS_AND_SANCTIONS_SCREEN", { output: none })).toEqual([]);
    expect(issuesOf("PEPS_AND_SANCTIONS_SCREEN", { output: none })).toEqual([
      { path: "/output/entity_type", message: "entity_type must be INDIVIDUAL." },
    ]);
  });

  it("writes country, not country_code", () => {
    const hit = { ...HIT, data: { name: "N", countries: [{ type: "RESIDENCE", country_code: "GBR" }] } };
    const output = { entity_type: "INDIVIDUAL", screening_hits: [hit] };
    expect(issuesOf("PEPS_AND_SANCTIONS_SCREEN", { output }).map((issue) => issue.message)).toEqual([
      "country is required.",
      "country_code is not known here.",
    ]);
  });
});

describe("any outcome", () => {
  it("pending and errors have no output to break", () => {
    expect(validateOutcome("COMPANY_DATA", { kind: "pending" })).toEqual([]);
    const errors = [{ type: "INTEGRATION", message: "x" } as const];
    expect(validateOutcome("IDENTITY_CHECK", { kind: "errors", errors })).toEqual([]);
  });

  it("gives issues and never throws, whatever was mapped", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(...CHECK_TYPES),
        (output, checkType) => {
          const parsed = Outcome.safeParse({ kind: "result", output });
          if (parsed.success) expect(validateOutcome(checkType, parsed.data).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("summaries end at 450 characters and resources need all four members", () => {
    const result = { decision: "PASS", summary: "x".repeat(451) };
    expect(Outcome.safeParse({ kind: "result", result }).success).toBe(false);
    const resource = { type: "LINK", url: "https://example.com", label: "L" };
    expect(Outcome.safeParse({ kind: "result", externalResources: [resource] }).success).toBe(false);
    expect(Outcome.safeParse({ kind: "errors", errors: [] }).success).toBe(false);
    expect(
      Outcome.safeParse({ kind: "errors", errors: [{ type: "UNKNOWN_ERROR", message: "x" }] }).success,
    ).toBe(false);
  });
});
