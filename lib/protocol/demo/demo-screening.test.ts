import { describe, expect, it } from "vitest";
import { demo, documentOf, everything, outputOf } from "./testing/sample-demo";

describe("screening (PROTOCOL 11.7)", () => {
  const flagsOf = (value: string, document = everything("PEPS_AND_SANCTIONS_SCREEN")) => {
    const outcome = demo(document, value);
    if (outcome.kind !== "result") return outcome.errors[0]?.type;
    const hits = (outcome.output?.["screening_hits"] ?? []) as { flags: { type: string }[] }[];
    return hits.map((hit) => hit.flags.map((flag) => flag.type));
  };

  it("flags what is declared, in one hit or in several", () => {
    expect(flagsOf("SCREEN_NO_HITS")).toEqual([]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SAME_HIT")).toEqual([["PEP", "SANCTION", "ADVERSE_MEDIA"]]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SEPARATE_HITS")).toEqual([["PEP"], ["SANCTION"], ["ADVERSE_MEDIA"]]);
    expect(flagsOf("SCREEN_SINGLE_REFER")).toEqual([["REFER"]]);
    expect(flagsOf("SCREEN_SINGLE_SANCTION")).toEqual([["SANCTION"]]);
    const pepsOnly = documentOf("PEPS_AND_SANCTIONS_SCREEN", ["PEPS"]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SEPARATE_HITS", pepsOnly)).toEqual([["PEP"]]);
    expect(flagsOf("SCREEN_SINGLE_SANCTION", pepsOnly)).toBe("UNSUPPORTED_DEMO_RESULT");
  });

  it("echoes the name and keeps hit ids", () => {
    expect(outputOf("PEPS_AND_SANCTIONS_SCREEN", "SCREEN_SINGLE_PEP")).toMatchObject({
      entity_type: "INDIVIDUAL",
      screening_hits: [
        { provider: { hit_id: "DEMO-HIT-PEP" }, data: { name: "Ada Musterfrau" }, status: "UNRESOLVED" },
      ],
    });
    expect(outputOf("COMPANY_PEPS_AND_SANCTIONS_SCREEN", "SCREEN_SINGLE_PEP")).toMatchObject({
      entity_type: "COMPANY",
      screening_hits: [
        { data: { name: "Muster Ltd", countries: [{ type: "REGISTRATION", country: "GBR" }] } },
      ],
    });
  });
});
