import { describe, expect, it } from "vitest";
import { roleHasScope, roleNeededFor } from "./roles";

describe("the role that somebody needs", () => {
  it("is the least that may", () => {
    expect(roleNeededFor("checks:read")).toBe("viewer");
    expect(roleNeededFor("checks:write")).toBe("operator");
    expect(roleNeededFor("keys:write")).toBe("provider admin");
    expect(roleNeededFor("team:write")).toBe("tenant admin");
  });

  it("is none that the matrix would refuse", () => {
    expect(roleHasScope("viewer", "checks:write")).toBe(false);
    expect(roleHasScope("operator", "checks:write")).toBe(true);
  });
});
