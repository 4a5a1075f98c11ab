import { describe, expect, it } from "vitest";
import { RefusalBudget } from "./refusal-budget";

describe("the budget of refused webhooks", () => {
  it("keeps thirty at once and one more after ten seconds, for each provider", () => {
    const budget = new RefusalBudget();
    const kept = Array.from({ length: 50 }, () => budget.take("a", 0)).filter(Boolean);
    expect(kept).toHaveLength(30);
    expect(budget.take("b", 0)).toBe(true);
    expect(budget.take("a", 9_999)).toBe(false);
    expect(budget.take("a", 10_001)).toBe(true);
    expect(budget.take("a", 10_002)).toBe(false);
  });
});
