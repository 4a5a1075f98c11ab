import { DECISION_TONES } from "@/components/check/check-words";
import type {
  OpenWait,
  TimelineExchange,
  TimelineItem,
  TimelineStep,
} from "@/components/timeline/timeline-items";
import { formatDuration } from "@/lib/format/duration";
import { cutMiddle } from "@/lib/format/text";
import type { CheckDetail } from "@/lib/services/checks";

type Exchange = CheckDetail["exchanges"][number];
type Event = CheckDetail["events"][number];
type Attempt = CheckDetail["notifications"][number]["attemptRows"][number];

/** Both legs in order of time: every exchange and the steps of our own that say something new. */
export function timelineItems(check: CheckDetail): TimelineItem[] {
  const attempts = check.notifications.flatMap((notification) => notification.attemptRows);
  const items = [
    ...check.exchanges.map((exchange) => toExchange(exchange, check, attempts)),
    ...check.events.flatMap((event) => toStep(event, check)),
  ];
  return items.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
}

function toExchange(exchange: Exchange, check: CheckDetail, attempts: Attempt[]): TimelineExchange {
  const { peer, direction, status } = exchange;
  const attempt = attempts.find((candidate) => candidate.exchangeId === exchange.id);
  return {
    kind: "exchange",
    id: exchange.id,
    at: exchange.startedAt.toISOString(),
    durationMs: exchange.durationMs,
    from: direction === "in" ? peer : "gatehouse",
    to: direction === "in" ? "gatehouse" : peer,
    method: exchange.method,
    path: shownPath(exchange.url, check.provider.slug),
    status,
    note: attempt ? attemptNote(attempt, attempts) : exchangeNote(exchange),
    tone: status === null || status >= 400 ? "bad" : "good",
    waitedFor: waitedFor(exchange, attempt),
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The path as people recognise it: without our prefix, `…/ready` for what is below a check, ids cut. */
export function shownPath(url: string, slug: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : (url.split("?")[0] ?? url);
  const own = path.indexOf(`/p/${slug}/`);
  if (own !== -1) return path.slice(own + slug.length + 3).replace(/^\/checks\/.+\//, "…/");
  return path.replace(/^\/integrations\/v1\//, "…/").replaceAll(UUID, (id) => cutMiddle(id));
}

function exchangeNote({ errorCode, operation, attempt }: Exchange): string | null {
  if (errorCode !== null) return errorCode.replaceAll("_", " ");
  return attempt > 1 ? `${operation}, attempt ${attempt}` : null;
}

function attemptNote(attempt: Attempt, attempts: Attempt[]): string | null {
  if (attempt.errorCode === null)
    return attempt.ackId === null ? null : `callback ${attempt.ackId.slice(0, 8)}`;
  const next = attempts.find(
    ({ notificationId, number }) =>
      notificationId === attempt.notificationId && number === attempt.number + 1,
  );
  const endedAt = attempt.finishedAt ?? attempt.createdAt;
  const reason = attempt.errorCode.replaceAll("_", " ");
  if (next === undefined || next.trigger !== "auto") return reason;
  return `again in ${formatDuration(Math.max(0, next.createdAt.getTime() - endedAt.getTime()))}`;
}

function waitedFor({ peer, direction, operation }: Exchange, attempt: Attempt | undefined): string | null {
  if (attempt) return attempt.trigger === "auto" ? "the next attempt" : "an operator";
  if (peer === "provider") return direction === "in" ? "the provider" : "the next poll of the provider";
  if (direction === "out") return null;
  return operation === "ready" ? "Maxsight's ready" : "Maxsight to fetch";
}

/** Steps that an arrow already tells (fetched, in progress) are left out. */
function toStep(event: Event, check: CheckDetail): TimelineStep[] {
  const tags = stepTags(event, check);
  if (tags.length === 0) return [];
  return [{ kind: "step", id: event.id, at: event.createdAt.toISOString(), durationMs: null, tags }];
}

function stepTags({ kind, details }: Event, check: CheckDetail): TimelineStep["tags"] {
  if (details["outcome"] !== undefined && (kind === "result_ready" || kind === "finished")) {
    return [
      outcomeTag(check),
      { tone: "none", text: check.isDemo ? "demo data" : `mapped by version ${check.version}` },
    ];
  }
  switch (kind) {
    case "cancelled":
      return [{ tone: "none", text: "cancelled" }];
    case "expired":
      return [{ tone: "wait", text: "expired" }];
    case "late_outcome":
      return [{ tone: "wait", text: "a later answer of the provider was kept out" }];
    case "fetched_late":
      return [{ tone: "wait", text: "fetched after its end" }];
    case "notification_exhausted":
      return [
        { tone: "bad", text: `notification given up after ${String(details["attempts"] ?? "all")} attempts` },
      ];
    default:
      return [...personTags(kind, details), ...lifecycleTags(kind, details)];
  }
}

/** What a person did to the result. */
function personTags(kind: string, details: Event["details"]): TimelineStep["tags"] {
  const number = String(details["number"] ?? details["version"] ?? "");
  const texts: Record<string, string> = {
    remapped: `mapping run again with version ${number}`,
    called_again: "provider called again by hand",
    monitoring_paused: "monitoring paused by hand",
    monitoring_resumed: "monitoring resumed by hand",
    result_submitted: "result brought by hand",
    update_superseded: `update ${number} given up for a later one`,
  };
  const text = texts[kind];
  return text === undefined ? [] : [{ tone: "none", text }];
}

/** What our own lifecycle could not do, and what the provider knows of a cancel. */
function lifecycleTags(kind: string, details: Event["details"]): TimelineStep["tags"] {
  if (kind === "lifecycle_failed")
    return [{ tone: "bad", text: `could not go on: ${String(details["message"] ?? details["code"])}` }];
  if (kind === "provider_cancelled") return [{ tone: "good", text: "the provider has ended it" }];
  if (kind !== "provider_cancel_failed") return [];
  return details["is_last"] === true
    ? [{ tone: "bad", text: "the provider did not end it and is not told any more" }]
    : [{ tone: "wait", text: "the provider did not end it and is told again" }];
}

function outcomeTag(check: CheckDetail): TimelineStep["tags"][number] {
  if (check.outcome === "errors") return { tone: "bad", text: check.errorType ?? "errors" };
  return check.decision
    ? { tone: DECISION_TONES[check.decision], text: check.decision }
    : { tone: "good", text: "result" };
}

/** What an open check waits for at this moment; null when it has ended. */
export function openWait(check: CheckDetail): OpenWait | null {
  const newest = check.notifications[0];
  const fromMaxsight = { from: "maxsight", to: "gatehouse" } as const;
  const since = (check.resultAt ?? check.startedAt ?? check.createdAt).toISOString();
  switch (check.state) {
    case "accepted":
      return { from: "gatehouse", to: "provider", since, text: "is about to call the provider" };
    case "in_progress":
      return { from: "provider", to: "gatehouse", since, ...providerWait(check) };
    case "result_ready":
      if (check.checkTemplate === "ONE_TIME_POLLING") {
        return { ...fromMaxsight, since, text: "waits for Maxsight's next poll" };
      }
      if (newest === undefined) return { ...fromMaxsight, since, text: "waits for Maxsight's ready" };
      return deliveryWait(check, newest);
    default:
      return null;
  }
}

function providerWait({ nextPollAt }: CheckDetail): Pick<OpenWait, "text" | "at"> {
  if (nextPollAt === null) return { text: "waits for the provider's webhook" };
  return { text: "asks the provider again at", at: nextPollAt.toISOString() };
}

function deliveryWait(check: CheckDetail, newest: CheckDetail["notifications"][number]): OpenWait {
  const { nextAttemptAt, attempts, state, attemptRows, createdAt } = newest;
  const plan = nextAttemptAt === null ? {} : { at: nextAttemptAt.toISOString() };
  if (check.acknowledgedAt !== null) {
    const reminder = nextAttemptAt === null ? "" : "; a reminder goes out at";
    const since = check.acknowledgedAt.toISOString();
    return {
      from: "maxsight",
      to: "gatehouse",
      since,
      text: `waits for Maxsight's complete${reminder}`,
      ...plan,
    };
  }
  const since = (attemptRows.at(-1)?.finishedAt ?? createdAt).toISOString();
  const toMaxsight = { from: "gatehouse", to: "maxsight", since } as const;
  if (state === "exhausted") return { ...toMaxsight, text: "no attempt is planned; resend it by hand" };
  if (nextAttemptAt === null) return { ...toMaxsight, text: `attempt ${attempts} is under way` };
  const when = state === "parked" ? "leaves when its host is well, at the latest at" : "leaves at";
  return { ...toMaxsight, text: `attempt ${attempts + 1} ${when}`, ...plan };
}
