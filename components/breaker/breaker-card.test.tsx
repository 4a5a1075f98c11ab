import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TooltipProvider } from "@/components/ui/tooltip";
import { BreakerCard } from "./breaker-card";

const OPEN = {
  id: "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f",
  state: "open" as const,
  openedAt: "2026-01-01T10:00:00.000Z",
  nextProbeAt: "2026-01-01T10:05:00.000Z",
  timesOpened: 1,
  history: [],
};

function markupFor(missingRole: string | null): string {
  return renderToStaticMarkup(
    <TooltipProvider>
      <BreakerCard
        title="Maxsight in the EU"
        breaker={OPEN}
        consequence="No notification leaves."
        close={async () => ({ ok: true })}
        missingRole={missingRole}
      />
    </TooltipProvider>,
  );
}

it("keeps the way to close it in its place for who may not, and names the role that may", () => {
  expect(markupFor("operator")).toMatch(
    /<fieldset disabled="" aria-label="Needs the role operator".*Close by hand….*Needs the role operator<\/span><\/fieldset>/,
  );
  expect(markupFor(null)).toContain("Close by hand…");
  expect(markupFor(null)).not.toContain("fieldset");
});
