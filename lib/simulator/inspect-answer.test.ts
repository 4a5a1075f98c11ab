import { describe, expect, it } from "vitest";
import { inspectPair, inspectPoll, inspectStart, inspectUpdate } from "./inspect-answer";
import { inspectResult } from "./inspect-result";

const UUID = "d387578f-883c-4327-8992-df4092a78de3";
const fine = { errors: [], warnings: [] };

const short = (found: ReturnType<typeof inspectStart>) =>
  found.map(({ severity, path }) => `${severity} ${path}`);

describe("a start answer", () => {
  it("may be minimal", () => {
    expect(inspectStart({ ...fine, provider_id: UUID, reference: "1" })).toEqual([]);
  });

  it("needs no reference beside errors, and always a provider_id", () => {
    const errors = [{ type: "INVALID_CREDENTIALS", message: "No." }];
    expect(inspectStart({ errors, provider_id: UUID })).toEqual([]);
    expect(short(inspectStart({ errors }))).toEqual(["violation /provider_id"]);
  });

  it("has an object for custom_data, or null", () => {
    const start = { ...fine, provider_id: UUID, reference: "1" };
    expect(inspectStart({ ...start, custom_data: null })).toEqual([]);
    expect(short(inspectStart({ ...start, custom_data: [] }))).toEqual(["violation /custom_data"]);
  });
});

describe("errors and warnings", () => {
  it("are looked at one by one", () => {
    const answer = {
      provider_id: UUID,
      reference: "1",
      errors: [
        { error: "no message" },
        [{ type: "INTEGRATION", message: "nested" }],
        { type: "OWN_TYPE", message: "x" },
      ],
      warnings: [{ message: "enough" }, {}],
    };
    expect(short(inspectStart(answer))).toEqual([
      "violation /errors/0/type",
      "violation /errors/0/message",
      "violation /errors/1",
      "warning /errors/2/type",
      "violation /warnings/1",
    ]);
  });

  it("are missed with a warning only", () => {
    expect(short(inspectStart({ provider_id: UUID, reference: "1" }))).toEqual(["warning /errors"]);
  });
});

describe("later answers", () => {
  it("repeat the pair in any case of letters", () => {
    const pair = { providerId: UUID, reference: "1" };
    expect(inspectPair({ provider_id: UUID.toUpperCase(), reference: "1" }, pair)).toEqual([]);
    expect(short(inspectPair({ provider_id: UUID, reference: "2" }, pair))).toEqual(["violation /reference"]);
  });

  it("say whether a poll is final", () => {
    expect(short(inspectPoll(fine))).toEqual(["warning /pending"]);
    expect(short(inspectPoll({ ...fine, pending: "no" }))).toEqual(["violation /pending"]);
  });

  it("name the update", () => {
    expect(inspectUpdate({ update_id: "u", occurred_at: "1952-01-23T07:37:19Z" }, "u")).toEqual([]);
    expect(short(inspectUpdate({ update_id: "u" }, "v"))).toEqual([
      "warning /update_id",
      "violation /occurred_at",
    ]);
  });
});

describe("a result", () => {
  it.each([
    ["INDIVIDUAL_CUSTOM", { result: { decision: "PASS", summary: "Fine." } }],
    ["IDENTITY_CHECK", { result: "2+2" }],
    [
      "IDENTITY_CHECK",
      { check_output: { entity_type: "INDIVIDUAL", electronic_id_check: { matches: [{ count: 0 }] } } },
    ],
    ["COMPANY_DATA", {}],
    ["COMPANY_DATA", { check_output: { entity_type: "COMPANY", metadata: {} } }],
    ["PEPS_AND_SANCTIONS_SCREEN", { check_output: { entity_type: "INDIVIDUAL", screening_hits: [] } }],
    ["DOCUMENT_FETCH", { check_output: { entity_type: "INDIVIDUAL", documents: [] } }],
  ])("of %s may be as it is documented", (checkType, answer) => {
    expect(inspectResult({ ...fine, ...answer }, checkType)).toEqual([]);
  });

  it.each([
    ["INDIVIDUAL_CUSTOM", {}, ["violation /result"]],
    ["INDIVIDUAL_CUSTOM", { result: { decision: "OK", summary: "" } }, ["violation /result/decision"]],
    [
      "COMPANY_CUSTOM",
      { result: { decision: "PASS", summary: "x".repeat(451) } },
      ["warning /result/summary"],
    ],
    ["IDENTITY_CHECK", {}, ["violation /check_output"]],
    ["IDENTITY_CHECK", { result: "3+3" }, ["violation /result"]],
    [
      "IDENTITY_CHECK",
      { check_output: { entity_type: "INDIVIDUAL", electronic_id_check: { matches: [{ count: -1 }] } } },
      ["violation /check_output/electronic_id_check/matches/0/count"],
    ],
    [
      "COMPANY_DATA",
      { check_output: { entity_type: "INDIVIDUAL" } },
      ["violation /check_output/entity_type", "violation /check_output/metadata"],
    ],
    [
      "PEPS_AND_SANCTIONS_SCREEN",
      {
        check_output: { entity_type: "INDIVIDUAL", screening_hits: [{ provider: { name: "A" }, data: {} }] },
      },
      [
        "violation /check_output/screening_hits/0/provider",
        "violation /check_output/screening_hits/0/data/name",
      ],
    ],
  ])("of %s is inspected: %o", (checkType, answer, expected) => {
    expect(short(inspectResult({ ...fine, ...answer }, checkType))).toEqual(expected);
  });

  it("is not looked at beside errors", () => {
    expect(
      inspectResult({ errors: [{ type: "INTEGRATION", message: "x" }], check_output: "?" }, "IDENTITY_CHECK"),
    ).toEqual([]);
  });
});
