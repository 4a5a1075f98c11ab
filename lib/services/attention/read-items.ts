import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, providers, users } from "@/lib/db/schema";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { mappingProblemsIn } from "../checks";
import type { ServiceContext } from "../context";
import { explainAttemptError } from "../notifications";
import type { Position } from "../page";
import { findJsonPayloads } from "../payloads";
import { type AttentionCause, describeCause } from "./causes";
import { itemsOf, type Shown } from "./sources";

/** What a person did about an item. */
export type AttentionMark = {
  assignee: { id: string; name: string } | null;
  snoozedUntil: Date | null;
  dismissedAt: Date | null;
  reason: string | null;
  by: string;
  at: Date;
};
export type AttentionItem = {
  /** Stable: the same thing keeps it as long as it is wrong. What marks are put on. */
  key: string;
  cause: AttentionCause;
  firstAt: Date;
  lastAt: Date;
  provider: { id: string; slug: string; name: string } | null;
  check: { id: string; reference: string; maxsightId: string } | null;
  notificationId: string | null;
  /** What it is about where it is not a check: a host, a version, a provider's reference. */
  subject: string;
  code: string | null;
  sentence: string;
  nextStep: string | null;
  attempts: number;
  nextAutomaticAt: Date | null;
  /** How many checks, notifications or events stand behind it. */
  size: number;
  mark: AttentionMark | null;
};

type ItemRow = {
  key: string;
  id: string;
  first_ms: number;
  last_ms: number;
  provider_id: string | null;
  slug: string | null;
  name: string | null;
  check_id: string | null;
  reference: string | null;
  maxsight_id: string | null;
  result_payload_id: string | null;
  notification_id: string | null;
  subject: string | null;
  code: string | null;
  attempts: number;
  next_ms: number | null;
  size: number;
  assignee_id: string | null;
  assignee_name: string | null;
  snoozed_ms: number | null;
  dismissed_ms: number | null;
  reason: string | null;
  actor_label: string | null;
  updated_ms: number | null;
};

export type ItemsWish = { cause: AttentionCause; shown: Shown; limit: number; after: Position | null };
export type ReadItem = { item: AttentionItem; position: Position };

const ms = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** The latest items of one cause; one query, and one more for the messages of mapping failures. */
export async function readItems(tx: Tx, ctx: ServiceContext, wish: ItemsWish): Promise<ReadItem[]> {
  const { cause, shown, limit, after } = wish;
  const continues =
    after === null
      ? sql`true`
      : sql`(i.last_at, i.id) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
  const rows = await tx.execute<ItemRow>(sql`
    select i.key, i.id, ${ms(sql`i.first_at`)} as first_ms, ${ms(sql`i.last_at`)} as last_ms, i.provider_id,
      ${providers.slug} as slug, ${providers.name} as name, i.check_id, ${checks.reference} as reference,
      ${checks.maxsightId} as maxsight_id, ${checks.resultPayloadId} as result_payload_id, i.notification_id, i.subject,
      i.code, i.attempts, ${ms(sql`i.next_at`)} as next_ms, i.size, i.assignee_id, ${users.name} as assignee_name,
      ${ms(sql`i.snoozed_until`)} as snoozed_ms, ${ms(sql`i.dismissed_at`)} as dismissed_ms, i.reason, i.actor_label,
      ${ms(sql`i.updated_at`)} as updated_ms
    from (select * from (${itemsOf(ctx, cause, shown)}) i where ${continues}
      order by i.last_at desc, i.id desc limit ${limit}) i
    left join ${providers} on ${providers.id} = i.provider_id
    left join ${checks} on ${checks.id} = i.check_id
    left join ${users} on ${users.id} = i.assignee_id
    order by i.last_at desc, i.id desc`);
  const problems = cause === "mapping" ? await readMappingProblems(tx, ctx, rows) : new Map<string, string>();
  return rows.map((row) => ({
    item: toItem(ctx, row, { cause, problem: problems.get(row.key) ?? null }),
    position: { at: new Date(row.last_ms), id: row.id },
  }));
}

/** The place in the mapping, from the newest failed check of each row; these messages hold no data of a check. */
async function readMappingProblems(
  tx: Tx,
  ctx: ServiceContext,
  rows: readonly ItemRow[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => row.result_payload_id ?? []);
  const outcomes = await findJsonPayloads<FinalOutcome>(ctx, tx, ids);
  return new Map(
    rows.flatMap((row) => {
      const outcome = outcomes.get(row.result_payload_id ?? "");
      const [problem] = outcome === undefined ? [] : mappingProblemsIn(outcome);
      return problem === undefined ? [] : [[row.key, problem] as const];
    }),
  );
}

const date = (value: number | null): Date | null => (value === null ? null : new Date(value));

function toItem(
  ctx: ServiceContext,
  row: ItemRow,
  { cause, problem }: { cause: AttentionCause; problem: string | null },
): AttentionItem {
  const { provider_id: providerId, slug, name, check_id: checkId, reference, maxsight_id: maxsightId } = row;
  return {
    key: row.key,
    cause,
    firstAt: new Date(row.first_ms),
    lastAt: new Date(row.last_ms),
    provider: providerId === null || slug === null ? null : { id: providerId, slug, name: name ?? slug },
    check:
      checkId === null || reference === null
        ? null
        : { id: checkId, reference, maxsightId: maxsightId ?? "" },
    notificationId: row.notification_id,
    subject: row.subject ?? "",
    code: row.code,
    ...explain(ctx, row, { cause, problem }),
    attempts: row.attempts,
    nextAutomaticAt: date(row.next_ms),
    size: row.size,
    mark: toMark(row),
  };
}

const DRIFTS: Record<string, string> = {
  failing: "Asking the provider about this reference fails.",
  silent: "Nobody has heard of this reference for 30 days or more.",
  paused: "Its monitoring was paused more than a day ago, and nobody has resumed it.",
  still_active: "It was cancelled, but the provider still sends events about it.",
  cancel_failed: "It was cancelled, but the provider did not end it, however often it was told.",
};

function explain(
  ctx: ServiceContext,
  row: ItemRow,
  { cause, problem }: { cause: AttentionCause; problem: string | null },
): { sentence: string; nextStep: string | null } {
  const general = describeCause(cause, ctx.now()).sentence;
  if ((cause === "exhausted" || cause === "rejected") && row.code !== null)
    return explainAttemptError(row.code);
  if (cause === "mapping") return { sentence: problem ?? general, nextStep: null };
  if (cause === "drift") return { sentence: DRIFTS[row.code ?? ""] ?? general, nextStep: null };
  return { sentence: general, nextStep: null };
}

function toMark(row: ItemRow): AttentionMark | null {
  if (row.actor_label === null || row.updated_ms === null) return null;
  const { assignee_id: id, assignee_name: name } = row;
  return {
    assignee: id === null ? null : { id, name: name ?? "A former member" },
    snoozedUntil: date(row.snoozed_ms),
    dismissedAt: date(row.dismissed_ms),
    reason: row.reason,
    by: row.actor_label,
    at: new Date(row.updated_ms),
  };
}
