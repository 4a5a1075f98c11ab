import { describe, expect, it } from "vitest";
import { ladderName, ladderOf, NO_DELIVERY } from "./ladder-steps";

const facts = { attempts: 1, fetchedAt: null };

describe("ladder of a notification", () => {
  it("stands at queued before the first attempt and at sent between attempts", () => {
    expect(ladderOf({ ...facts, state: "queued", attempts: 0 })).toEqual(["now", "todo", "todo", "todo"]);
    expect(ladderOf({ ...facts, state: "queued" })).toEqual(["done", "now", "todo", "todo"]);
  });

  it("is not delivered until Maxsight fetched", () => {
    expect(ladderOf({ ...facts, state: "acknowledged" })).toEqual(["done", "done", "done", "now"]);
    expect(ladderOf({ ...facts, state: "fetched" })).toEqual(["done", "done", "done", "done"]);
  });

  it("counts a fetch even where the acknowledgement was lost", () => {
    expect(ladderOf({ ...facts, state: "exhausted", fetchedAt: "2026-11-24T14:31:40Z" })).toEqual([
      "done",
      "done",
      "done",
      "done",
    ]);
  });
});

describe("ladder in words", () => {
  it.each([
    [ladderOf({ ...facts, state: "acknowledged" }), "acknowledged, not fetched yet"],
    [ladderOf({ ...facts, state: "fetched" }), "fetched"],
    [ladderOf({ ...facts, state: "parked" }), "queued, not sent, parked"],
    [ladderOf({ ...facts, state: "exhausted" }), "queued, not sent, delivery failed"],
    [ladderOf({ ...facts, state: "queued", attempts: 0 }), "queued, not sent"],
    [NO_DELIVERY, "nothing to deliver yet"],
  ])("%j is said as %s", (steps, name) => expect(ladderName(steps)).toBe(name));
});
