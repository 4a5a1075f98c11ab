import { expect, test } from "vitest";
import { filterWords } from "./job-view";

test("a filter is said in words", () => {
  expect(filterWords({ state: "exhausted", provider: "acme" })).toBe("state Given up · provider acme");
  expect(filterWords({ ids: ["a", "b"] })).toBe("2 chosen by hand");
  expect(filterWords({ from: "2026-11-20T08:30:00.000Z", error_code: "connect_refused" })).toBe(
    "from 2026-11-20 08:30 UTC · error connect refused",
  );
  expect(filterWords({ monitored: { drift: "silent", provider: "acme" } })).toBe(
    "monitored: drift silent · provider acme",
  );
  expect(filterWords({})).toBe("everything");
});
