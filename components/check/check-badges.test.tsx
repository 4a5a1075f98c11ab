import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TooltipProvider } from "@/components/ui/tooltip";
import { CheckOutcome } from "./check-badges";
import type { CheckItem } from "./check-list-item";

const CHECK: CheckItem = {
  id: "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f",
  maxsightId: "4e496b20-0000-4000-8000-000000000000",
  reference: "r-1",
  providerName: "Acme Identity",
  providerReference: null,
  checkType: "IDENTITY_CHECK",
  template: "ONE_TIME_CALLBACK",
  environment: "eu",
  version: 1,
  isDemo: false,
  state: "in_progress",
  outcome: null,
  decision: null,
  errorType: null,
  delivery: null,
  createdAt: "2026-01-01T10:00:00.000Z",
  resultAt: null,
  fetchedAt: null,
  finishedAt: null,
  wait: null,
};

function outcomeOf(wait: CheckItem["wait"]): string {
  return renderToStaticMarkup(
    <TooltipProvider>
      <CheckOutcome check={{ ...CHECK, wait }} />
    </TooltipProvider>,
  );
}

it("says for whom a check waits and until when, where the list has no column for it", () => {
  const until = "2026-01-01T10:05:00.000Z";
  const short = outcomeOf({ on: "provider", until, sentence: "The provider works on it." });
  expect(short.replaceAll(/<[^>]+>/g, "")).toMatch(/^waits for the provider · in /);
  expect(short).toContain(`<time dateTime="${until}"`);
  expect(short).toContain('title="The provider works on it."');
});

it("says only for whom where nobody knows until when", () => {
  const short = outcomeOf({ on: "person", until: null, sentence: "A person resends it." });
  expect(short).toContain("for a person");
  expect(short).not.toContain("<time");
});
