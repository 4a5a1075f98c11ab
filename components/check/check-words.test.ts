import { describe, expect, it } from "vitest";
import { checkLadder, stateWords, type CheckFacts } from "./check-words";

const facts: CheckFacts = {
  state: "result_ready",
  template: "ONE_TIME_CALLBACK",
  outcome: "result",
  delivery: null,
  fetchedAt: null,
};

describe("the word for where a check stands", () => {
  it("says that a delivery is stuck rather than that the result is ready", () => {
    expect(stateWords({ ...facts, delivery: { state: "parked", attempts: 2 } }).word).toBe("Parked");
    expect(stateWords({ ...facts, delivery: { state: "exhausted", attempts: 11 } }).word).toBe(
      "Not delivered",
    );
  });

  it("marks a check that finished with errors", () => {
    expect(stateWords({ ...facts, state: "finished", outcome: "errors" })).toEqual({
      tone: "bad",
      word: "Finished",
      isLive: false,
    });
  });
});

describe("the ladder of a check", () => {
  it("is complete where Maxsight has the answer, with or without a notification", () => {
    expect(checkLadder({ ...facts, fetchedAt: "2026-11-24T14:31:07Z" })).toEqual([
      "done",
      "done",
      "done",
      "done",
    ]);
  });

  it("is empty before there is anything to deliver", () => {
    expect(checkLadder({ ...facts, outcome: null })).toEqual(["todo", "todo", "todo", "todo"]);
  });
});
