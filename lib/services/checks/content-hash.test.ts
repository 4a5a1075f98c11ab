import { describe, expect, it } from "vitest";
import { contentHash } from "./content-hash";

const hit = (id: string, name: string) => ({
  provider: { name: "P", label: "P", hit_id: id },
  data: { name },
});
const screening = (...hits: unknown[]) =>
  ({ kind: "result", output: { entity_type: "INDIVIDUAL", screening_hits: hits } }) as Parameters<
    typeof contentHash
  >[0];

describe("the content hash of a monitored result", () => {
  it("is the same for the same hits in another order and with members in another order", () => {
    const one = screening(hit("1", "A"), hit("2", "B"));
    const other = screening(
      { data: { name: "B" }, provider: { hit_id: "2", label: "P", name: "P" } },
      hit("1", "A"),
    );
    expect(contentHash(other)).toBe(contentHash(one));
  });

  it("changes when a hit appears, disappears or changes", () => {
    const before = contentHash(screening(hit("1", "A")));
    expect(contentHash(screening(hit("1", "A"), hit("2", "B")))).not.toBe(before);
    expect(contentHash(screening())).not.toBe(before);
    expect(contentHash(screening(hit("1", "AA")))).not.toBe(before);
  });

  it("does not change with what the provider says beside the result", () => {
    const outcome = screening(hit("1", "A"));
    expect(contentHash({ ...outcome, providerData: { took: 12 } })).toBe(contentHash(outcome));
  });
});
