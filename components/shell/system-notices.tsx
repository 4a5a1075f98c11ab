import { NextProbe } from "@/components/breaker/next-probe";
import { formatDuration } from "@/lib/format/duration";
import { plural } from "@/lib/format/text";
import type { OpenBreaker, ShellFacts } from "./shell-facts";
import type { SystemNotice } from "./status-strip";

/** Maxsight allows 30 s (PROTOCOL 2.3); a third of it is worth a word. */
const SKEW_WORTH_SAYING_MS = 10_000;
/** More than a few would push the page away. */
const MOST_BREAKERS = 2;

/** What is wrong in this tenant now. `path` is the tenant's: `/acme`. */
export function tenantNotices({ breakers, clockSkewMs }: ShellFacts, path: string): SystemNotice[] {
  const shown = breakers.slice(0, MOST_BREAKERS).map((breaker) => breakerNotice(breaker, path));
  const others = breakers.length - shown.length;
  if (others > 0) {
    shown.push({
      id: "breakers",
      tone: "park",
      text: `${plural(others, "more breaker")} open.`,
      link: { href: `${path}/breakers`, label: "All breakers" },
    });
  }
  if (clockSkewMs === null || Math.abs(clockSkewMs) < SKEW_WORTH_SAYING_MS) return shown;
  const skew: SystemNotice = {
    id: "clock",
    tone: "wait",
    text: `The clocks of Gatehouse and its database are ${formatDuration(Math.abs(clockSkewMs))} apart. Signatures allow 30 s.`,
    link: { href: `${path}/signature`, label: "Look at signatures" },
  };
  return [...shown, skew];
}

function breakerNotice(breaker: OpenBreaker, path: string): SystemNotice {
  const { id, name, parked, kind, slug, nextProbeAt } = breaker;
  const probe =
    nextProbeAt === null ? (
      "a probe is out"
    ) : (
      <>
        next probe <NextProbe at={nextProbeAt} />
      </>
    );
  const what =
    kind === "host" ? (
      <>
        {name} callback host breaker open, {plural(parked, "notification")} parked
      </>
    ) : (
      <>{name} does not answer: its breaker is open, new checks fail at once</>
    );
  return {
    id,
    tone: "park",
    text: (
      <>
        {what}, {probe}.
      </>
    ),
    link:
      kind === "host"
        ? { href: `${path}/breakers`, label: "See and close" }
        : { href: `${path}/providers/${slug}/health`, label: "See and close" },
  };
}
