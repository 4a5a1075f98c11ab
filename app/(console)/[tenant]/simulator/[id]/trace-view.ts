import type { TraceItem } from "@/components/simulation/trace-item";
import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import { formatDuration } from "@/lib/format/duration";
import { cutMiddle, sentenceCase } from "@/lib/format/text";
import type { Simulation, TraceStep } from "@/lib/services/simulations";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** A step as the trace draws it: no bodies, paths as people recognise them. */
export function toTraceItem(step: TraceStep, run: Pick<Simulation, "url" | "checks">): TraceItem {
  const place = run.checks.findIndex(({ checkId }) => checkId === step.checkId);
  const base = { seq: step.seq, at: step.at, check: place === -1 ? null : place + 1 };
  switch (step.kind) {
    case "call": {
      const { from, method, url, status, durationMs, note, isBad } = step;
      return {
        ...base,
        kind: "call",
        from,
        method,
        path: shownPath(url, run.url),
        status,
        durationMs,
        note,
        isBad,
      };
    }
    case "integration":
      return { ...base, kind: "integration", text: integrationText(step) };
    case "wait":
      return { ...base, kind: "wait", text: `waits ${formatDuration(step.ms)} ${step.reason}` };
    case "finding": {
      const { severity, operation, path, message, clause } = step.finding;
      const text = `in ${operation}${path === "" ? "" : ` at ${path}`}: ${message}`;
      return { ...base, kind: "finding", severity, text, clause };
    }
    case "state":
      return { ...base, kind: "state", state: step.state };
    case "note":
      return { ...base, kind: "note", text: step.text };
    case "ended":
      return { ...base, kind: "ended", state: step.state, reason: step.reason };
  }
}

/** `/checks`, `…/ready`, `…/callbacks`: without the integration's base, ids cut. */
function shownPath(url: string, baseUrl: string): string {
  if (url.startsWith(baseUrl)) return `/${url.slice(baseUrl.length)}`.replace(/^\/checks\/.+\//, "…/");
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return path.replace(/^\/integrations\/v1\//, "…/").replaceAll(UUID, (id) => cutMiddle(id));
}

function integrationText({ name, checkType, template }: Extract<TraceStep, { kind: "integration" }>): string {
  const named = (names: Record<string, string>, value: string) => names[value] ?? sentenceCase(value);
  return `reads ${name}: ${named(TYPE_NAMES, checkType).toLowerCase()}, ${named(TEMPLATE_NAMES, template).toLowerCase()}`;
}
