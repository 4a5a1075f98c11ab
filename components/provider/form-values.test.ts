import { describe, expect, it } from "vitest";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import { configOf, connectorOf, FIRST_VALUES, slugOf } from "./form-values";
import { SAMPLE_CONNECTORS } from "./sample-connectors";

describe("the slug of a name", () => {
  it.each([
    ["Acme Identity", "acme-identity"],
    ["Müller & Söhne — Prüfung", "muller-sohne-prufung"],
    ["  --  ", ""],
  ])("%s becomes %s", (name, slug) => expect(slugOf(name)).toBe(slug));
});

describe("the config document of the form", () => {
  it.each(["ONE_TIME_SYNCHRONOUS", "ONE_TIME_POLLING", "ONE_TIME_CALLBACK", "MONITORED_CALLBACK"] as const)(
    "is valid as the form begins, for %s",
    (template) => expect(parseConfigDocument(configOf({ ...FIRST_VALUES, template }))).toBeTruthy(),
  );

  it("leaves out features that mean nothing for the check type", () => {
    const config = configOf({ ...FIRST_VALUES, features: ["PEPS", "EXTERNAL_LINK"] });
    expect(config["supported_features"]).toEqual(["EXTERNAL_LINK"]);
  });
});

describe("the connector of the form", () => {
  it("reads YAML and JSON", () => {
    expect(connectorOf({ connectorKind: "http", connector: "base_url: https://a.test" })).toEqual({
      connector: { kind: "http", base_url: "https://a.test" },
    });
    expect(
      connectorOf({ connectorKind: "http", connector: '{"kind":"http","base_url":"https://a.test"}' }),
    ).toEqual({
      connector: { kind: "http", base_url: "https://a.test" },
    });
  });

  it("says what is wrong with the text", () => {
    expect(connectorOf({ connectorKind: "http", connector: "a: [" })).toHaveProperty("problem");
    expect(connectorOf({ connectorKind: "http", connector: "just words" })).toEqual({
      problem: "The connector must be a document with members such as base_url and operations.",
    });
  });

  it.each(Object.entries(SAMPLE_CONNECTORS))("begins with a sample for %s that can be read", (_, connector) =>
    expect(connectorOf({ connectorKind: "http", connector })).toHaveProperty("connector.base_url"),
  );
});
