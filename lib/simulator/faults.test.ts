import { describe, expect, it } from "vitest";
import { EXACT, FAULTS, parseFaults } from "./faults";

describe("faults from the command line", () => {
  it("are none by default", () => {
    expect(parseFaults([])).toEqual(EXACT);
  });

  it("add up", () => {
    expect(
      parseFaults(["clock-offset=-40", "date-suffix=UTC", "callback-500=2", "lost-acknowledgement"]),
    ).toMatchObject({
      signing: { clockOffsetMs: -40_000, dateSuffix: "UTC" },
      receiver: { failures: 2, lostAcknowledgements: 1 },
    });
  });

  it("have a default where they take a value", () => {
    expect(parseFaults(["late-ready"]).lateReadyMs).toBe(5000);
  });

  it("are listed when one is unknown", () => {
    expect(() => parseFaults(["nonsense"])).toThrow(
      /There is no fault "nonsense"; the faults are clock-offset, date-suffix/,
    );
  });

  it("refuse a value that is no number", () => {
    expect(() => parseFaults(["callback-500=often"])).toThrow(
      'The fault callback-500 takes a number, not "often".',
    );
  });

  it("explain themselves", () => {
    for (const { help } of Object.values(FAULTS)) expect(help.length).toBeGreaterThan(10);
  });
});
