import { describe, expect, it } from "vitest";
import { keyWords, type KeyMatch, refusedSentence, refusedStep } from "./signature-words";

const KEY: KeyMatch = {
  keyId: "AAECAwQF",
  state: "active",
  environment: "eu",
  endsAt: null,
  isTemporary: false,
};

describe("a refused call in a sentence", () => {
  it.each([
    [{ reason: "unknown_key", count: 14, key: null }, "Maxsight called 14 times with a key we do not know"],
    [
      { reason: "unknown_key", count: 2, key: { ...KEY, state: "revoked" as const } },
      "Maxsight called 2 times with a key that is revoked",
    ],
    [
      { reason: "date_outside_window", count: 1, key: KEY },
      "Maxsight called once with a clock that is more than 30 seconds off",
    ],
    [
      { reason: "from_the_future", count: 1, key: null },
      "Maxsight called once and was refused (from the future)",
    ],
  ])("%j", (failure, sentence) => {
    expect(refusedSentence({ ...failure, isOwnTest: false })).toBe(sentence);
  });

  it("does not blame Maxsight for our own tests", () => {
    expect(refusedSentence({ reason: "unknown_key", count: 2, key: null, isOwnTest: true })).toBe(
      "Our own tests called 2 times with a key we do not know",
    );
  });

  it("says what to do", () => {
    expect(refusedStep({ reason: "date_outside_window", key: KEY })).toContain("Compare the clocks");
  });
});

describe("the key", () => {
  it.each([
    [KEY, "current EU key"],
    [{ ...KEY, state: "retiring" as const }, "retiring EU key"],
    [{ ...KEY, state: "revoked" as const }, "revoked EU key"],
    [{ ...KEY, state: "revoked" as const, isTemporary: true }, "a temporary key of ours"],
    [null, "no key of this provider"],
  ])("%j", (key, word) => {
    expect(keyWords(key).word).toBe(word);
  });
});
