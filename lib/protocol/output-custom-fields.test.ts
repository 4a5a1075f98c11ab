import { expect, it } from "vitest";
import { completeCustomFields } from "./output-custom-fields";

const DOCUMENT = {
  output_custom_fields: {
    version: "1" as const,
    fields: {
      s_note: { type: "STRING" as const, label: "Note" },
      b_flag: { type: "BOOLEAN" as const, label: "Flag" },
      n_score: { type: "DECIMAL" as const, label: "Score" },
    },
  },
};
const complete = (custom_fields: Record<string, string | number | boolean | null>, document = DOCUMENT) =>
  completeCustomFields(document, { kind: "result", output: { entity_type: "INDIVIDUAL", custom_fields } });

it("returns every declared field, null without a value, and no other", () => {
  expect(complete({ s_note: "hello", b_flag: false, s_other: "x" })).toEqual({
    outcome: {
      kind: "result",
      output: { entity_type: "INDIVIDUAL", custom_fields: { s_note: "hello", b_flag: false, n_score: null } },
    },
  });
});

it("points at values of another type or too long", () => {
  expect(complete({ n_score: "5", s_note: "x".repeat(1025) })).toEqual({
    issues: [
      { path: "/output/custom_fields/s_note", message: "s_note must have at most 1024 characters." },
      { path: "/output/custom_fields/n_score", message: "n_score must be a number." },
    ],
  });
});

it("sends none where none are declared, and leaves an outcome without output alone", () => {
  const output = { entity_type: "COMPANY", custom_fields: { s_note: "x" } };
  expect(completeCustomFields({}, { kind: "result", output })).toEqual({
    outcome: { kind: "result", output: { entity_type: "COMPANY" } },
  });
  expect(completeCustomFields(DOCUMENT, { kind: "result" })).toEqual({ outcome: { kind: "result" } });
});
