import type { DataColumn } from "@/components/data-table/columns";
import { Ladder } from "@/components/ladder/ladder";
import { ladderOf } from "@/components/ladder/ladder-steps";
import { MonoId } from "@/components/ui/mono-id";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { NotificationItem } from "./notification-item";
import { answerText, KIND_NAMES, notificationWords, type NotificationFacts } from "./notification-words";

const quiet = (text: string | number) => <span className="text-muted">{text}</span>;

export function NotificationStatus({ item }: { item: NotificationFacts }) {
  const { tone, word, isLive } = notificationWords(item);
  return (
    <Status tone={tone} isLive={isLive}>
      {word}
    </Status>
  );
}

function LastAnswer({ item }: { item: NotificationItem }) {
  if (item.attempts === 0) return quiet("—");
  return (
    <Tag tone={item.lastErrorCode === null ? "good" : "bad"}>
      {answerText(item.lastStatus, item.lastErrorCode)}
    </Tag>
  );
}

/** The columns of the list of notifications. */
export const NOTIFICATION_COLUMNS: readonly DataColumn<NotificationItem>[] = [
  {
    id: "created",
    header: "Created",
    sorted: "descending",
    narrow: "side",
    cell: (item) => (
      <Time at={item.createdAt} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
    ),
  },
  {
    id: "provider",
    header: "Provider",
    narrow: "lead",
    isLink: true,
    cell: (item) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{item.providerName}</span>
        {item.isDemo && <Tag className="shrink-0">demo</Tag>}
      </span>
    ),
  },
  {
    id: "check",
    header: "Check",
    leavesBelow: "medium",
    cell: (item) => <MonoId id={item.maxsightCheckId} label="Maxsight check id" />,
  },
  { id: "kind", header: "Endpoint", isHiddenAtFirst: true, cell: (item) => quiet(KIND_NAMES[item.kind]) },
  {
    id: "host",
    header: "Host",
    leavesBelow: "widest",
    cell: (item) => (
      <span title={item.host} className="block max-w-32 truncate text-muted">
        {item.host}
      </span>
    ),
  },
  { id: "state", header: "State", narrow: "sub", cell: (item) => <NotificationStatus item={item} /> },
  { id: "delivery", header: "Delivery", narrow: "more", cell: (item) => <Ladder steps={ladderOf(item)} /> },
  { id: "answer", header: "Last answer", narrow: "end", cell: (item) => <LastAnswer item={item} /> },
  { id: "attempts", header: "Attempts", isNumeric: true, leavesBelow: "wide", cell: (item) => item.attempts },
  {
    id: "next",
    header: "Next attempt",
    leavesBelow: "medium",
    // What is parked leaves when a probe goes well; its own time is only the latest.
    cell: (item) =>
      item.state === "parked" ? (
        quiet("after a probe")
      ) : (
        <Time at={item.nextAttemptAt} isFocusable={false} className="text-muted" />
      ),
  },
  {
    id: "ack",
    header: "Callback id",
    leavesBelow: "wide",
    cell: (item) => (item.ackId ? <MonoId id={item.ackId} label="callback id" /> : quiet("—")),
  },
];

/** A row in words: "Notification of check 4e496b20, Acme Identity, acknowledged". */
export function notificationName(item: NotificationItem): string {
  const { word } = notificationWords(item);
  return `Notification of check ${item.maxsightCheckId.slice(0, 8)}, ${item.providerName}, ${word.toLowerCase()}`;
}
