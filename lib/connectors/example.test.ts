import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import { parseConnectorDefinition } from "./definition";

const example = parse(readFileSync("docs/examples/acme-identity.yaml", "utf8")) as Record<string, unknown>;

describe("docs/examples/acme-identity.yaml", () => {
  it("is a provider: slug, name, config and connector", () => {
    expect(Object.keys(example)).toEqual(["slug", "name", "status", "config", "connector"]);
    expect(parseConfigDocument(example["config"])).toMatchObject({ check_type: "INDIVIDUAL_CUSTOM" });
    expect(parseConnectorDefinition(example["connector"])).toMatchObject({
      kind: "http",
      secrets: ["webhook_secret"],
    });
  });
});
