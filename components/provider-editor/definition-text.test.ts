import { describe, expect, it } from "vitest";
import { placeProblems, readDefinitionText, toDefinitionText } from "./definition-text";

const DOCUMENT = {
  slug: "acme",
  name: "Acme Identität",
  config: { supported_countries: ["GBR", "DEU"], config: { fields: [{ type: "boolean", name: "strict" }] } },
  connector: { kind: "http", operations: { start: { outcome: "status = 200\n  ? 1\n  : 2\n" } } },
};

const YAML = `slug: acme
name: Acme Identität
config:
  supported_countries: [GBR, DEU]
  config:
    fields:
      - type: boolean
        name: strict
connector:
  kind: http
  operations:
    start:
      outcome: |
        status = 200
          ? 1
          : 2
`;

describe("definition text", () => {
  it("is YAML that a person reads, and reads back the same", () => {
    expect(toDefinitionText(DOCUMENT, "yaml")).toBe(YAML);
    expect(readDefinitionText(YAML)).toEqual({ document: DOCUMENT });
    expect(readDefinitionText(toDefinitionText(DOCUMENT, "json"))).toEqual({ document: DOCUMENT });
  });

  it("says the line of a syntax error", () => {
    expect(readDefinitionText("name: x\nconfig: {a: 1\n")).toMatchObject({ problem: { line: 3, path: "" } });
    expect(readDefinitionText("just text")).toMatchObject({ problem: { line: 1 } });
  });

  it("finds the line of a problem, and for what is missing that of its parent", () => {
    const lines = placeProblems(YAML, [
      { path: "/config/supported_countries/1", message: "a" },
      { path: "/config/config/fields/0/name", message: "b" },
      { path: "/config/check_type", message: "c" },
      { path: "/connector/operations/start/outcome", message: "d" },
      { path: "/name", message: "e" },
    ]).map(({ line }) => line);
    expect(lines).toEqual([4, 8, 3, 13, 2]);
  });

  it("finds lines in JSON too", () => {
    const text = toDefinitionText({ name: "x", config: { a: [1, 2] } }, "json");
    expect(placeProblems(text, [{ path: "/config/a/1", message: "m" }])[0]?.line).toBe(6);
  });
});
