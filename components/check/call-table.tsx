import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/duration";
import { formatBytes } from "@/lib/format/text";

/** One HTTP call of a check, in or out. */
export type CallItem = {
  id: string;
  at: string;
  /** "Maxsight", or the provider's name. */
  peer: string;
  direction: "in" | "out";
  operation: string;
  attempt: number;
  method: string;
  url: string;
  status: number | null;
  errorCode: string | null;
  durationMs: number;
  requestSize: number;
  responseSize: number;
};

/** Every call of a check, flat: what was called, what came back, how long and how large. */
export function CallTable({ calls }: { calls: readonly CallItem[] }) {
  if (calls.length === 0) {
    return (
      <Card>
        <EmptyState title="No call is recorded yet">Calls appear here as soon as they have ended.</EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Table aria-label="calls of this check">
        <thead>
          <tr>
            <Th>At</Th>
            <Th>Call</Th>
            <Th>With</Th>
            <Th>URL</Th>
            <Th>Answer</Th>
            <Th isNumeric>Took</Th>
            <Th isNumeric>Sent</Th>
            <Th isNumeric>Received</Th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function CallRow({ call }: { call: CallItem }) {
  const { status, errorCode } = call;
  return (
    <Tr>
      <Td>
        <Time at={call.at} as="clock" isFocusable={false} className="font-mono text-xs text-muted" />
      </Td>
      <Td>
        {call.operation}
        {call.attempt > 1 && <span className="text-muted"> · {call.attempt}</span>}
      </Td>
      <Td className="text-muted">
        {call.direction === "in" ? "from" : "to"} {call.peer}
      </Td>
      <Td className="max-w-96 truncate font-mono text-xs text-muted" title={call.url}>
        {call.method} {call.url}
      </Td>
      <Td>
        <Tag tone={status !== null && status < 400 ? "good" : "bad"}>
          {status ?? errorCode?.replaceAll("_", " ") ?? "no answer"}
        </Tag>
      </Td>
      <Td isNumeric>{formatDuration(call.durationMs)}</Td>
      <Td isNumeric className="text-muted">
        {formatBytes(call.requestSize)}
      </Td>
      <Td isNumeric className="text-muted">
        {formatBytes(call.responseSize)}
      </Td>
    </Tr>
  );
}
