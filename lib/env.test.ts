import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseSettings, requireProductionSettings, SETTING_NAMES } from "@/lib/env";

const DATABASE_URL = "postgres://app:pw@127.0.0.1:5432/gatehouse";

describe("settings", () => {
  it("are all documented in .env.example, and nothing else is", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    const documented = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(new Set(documented)).toEqual(new Set(SETTING_NAMES));
  });

  it("name the wrong setting without showing its value", () => {
    expect(() => parseSettings({ DATABASE_URL: "mysql://user:hunter2@db/x" })).toThrow(/DATABASE_URL/);
    expect(() => parseSettings({ DATABASE_URL: "mysql://user:hunter2@db/x" })).not.toThrow(/hunter2/);
  });

  it("treat an empty value as not set", () => {
    expect(parseSettings({ DATABASE_URL, PORT: "" }).PORT).toBe(4400);
  });

  it("split lists and ignore blanks", () => {
    expect(
      parseSettings({ DATABASE_URL, EGRESS_ALLOW: " 127.0.0.0/8, ,10.0.0.0/8:8080" }).EGRESS_ALLOW,
    ).toEqual(["127.0.0.0/8", "10.0.0.0/8:8080"]);
  });

  it("refuse a production start without root key, auth secret and public URL", () => {
    expect(() => requireProductionSettings(parseSettings({ DATABASE_URL }))).toThrow(
      "Set GATEHOUSE_ROOT_KEY, AUTH_SECRET, GATEHOUSE_PUBLIC_URL before starting.",
    );
  });
});
