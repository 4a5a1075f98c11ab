import { and, asc, eq, inArray, ne, notInArray } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { breakers, jobItems, type JobKind, jobs, type JobState, updates } from "@/lib/db/schema";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { explainWait, type Wait, type WaitingCheck } from "./explain-wait";

/** A bulk job that has yet to come to a check, or to its notification. */
export type JobTurn = { kind: JobKind; state: JobState; ratePerSecond: number };

/** A check of a list, with its newest notification. */
type Listed = CheckRow & {
  delivery: (WaitingCheck["notifications"][number] & { id: string }) | null;
};

/**
 * For whom or what each of these checks waits, by its id; those that wait for nobody are not in it. Three queries at
 * most, whatever the number of checks, and none where all have ended.
 */
export async function readWaits(
  tx: Tx,
  ctx: ServiceContext,
  listed: readonly Listed[],
): Promise<Map<string, Wait>> {
  const open = listed.filter((check) => check.finishedAt === null || check.providerCancel === "due");
  if (open.length === 0) return new Map();
  const monitored = open.filter(({ state }) => state === "monitoring");
  const pending = await readPendingUpdates(
    tx,
    monitored.map(({ id }) => id),
  );
  const polled = open.filter(({ nextPollAt }) => nextPollAt !== null);
  const parked = await readParked(tx, ctx, [...new Set(polled.map(({ providerId }) => providerId))]);
  const turns = await readTurns(
    tx,
    ctx,
    open.flatMap(({ id, delivery }) => (delivery === null ? [id] : [id, delivery.id])),
  );
  const waits = new Map<string, Wait>();
  for (const check of open) {
    const update = pending.get(check.id);
    const facts = {
      ...check,
      providerParkedUntil: parked.get(check.providerId) ?? null,
      notifications: check.delivery === null ? [] : [check.delivery],
      updates: update === undefined ? [] : [update],
    };
    const turn = turns.get(check.id) ?? turns.get(check.delivery?.id ?? "");
    const wait = withTurn(explainWait(facts, ctx.now()), turn);
    if (wait !== null) waits.set(check.id, wait);
  }
  return waits;
}

const TURNS: Record<JobKind, string> = {
  resend: "A bulk resend is to tell Maxsight",
  cancel: "A bulk cancel is to end it",
  poll: "A bulk poll is to ask its provider",
  pause_monitoring: "A bulk pause is to stop its monitoring",
  resume_monitoring: "A bulk resume is to let its monitoring go on",
};

/** What a job is about to do counts where nothing else happens by itself, or where it ends the check anyway. */
export function withTurn(wait: Wait | null, turn: JobTurn | undefined): Wait | null {
  if (turn === undefined || wait === null) return wait;
  if (turn.kind !== "cancel" && wait.on !== "person") return wait;
  const what = TURNS[turn.kind];
  return turn.state === "paused"
    ? { on: "person", until: null, sentence: `${what}, but that job is paused.` }
    : {
        on: "rate_limit",
        until: null,
        sentence: `${what}; it waits for its turn, at most ${turn.ratePerSecond} a second.`,
      };
}

type PendingUpdate = Pick<typeof updates.$inferSelect, "id" | "state">;

/** The oldest update of each that Maxsight has not fetched. */
async function readPendingUpdates(tx: Tx, checkIds: CheckId[]): Promise<Map<string, PendingUpdate>> {
  if (checkIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([updates.checkId], { checkId: updates.checkId, id: updates.id, state: updates.state })
    .from(updates)
    .where(and(anyOf(updates.checkId, checkIds), notInArray(updates.state, ["fetched", "superseded"])))
    .orderBy(updates.checkId, asc(updates.number));
  return new Map(rows.map(({ checkId, ...update }) => [checkId, update]));
}

/** Until when each of these providers is not asked, where its breaker is open. */
export async function readParked(
  tx: Tx,
  ctx: ServiceContext,
  providerIds: string[],
): Promise<Map<string, Date | null>> {
  if (providerIds.length === 0) return new Map();
  const rows = await tx
    .select({ providerId: breakers.key, until: breakers.nextProbeAt })
    .from(breakers)
    .where(
      and(
        eq(breakers.tenantId, ctx.tenantId),
        eq(breakers.scope, "provider"),
        anyOf(breakers.key, providerIds),
        ne(breakers.state, "closed"),
      ),
    );
  return new Map(rows.map(({ providerId, until }) => [providerId, until]));
}

/** The unfinished jobs that have yet to come to these checks or notifications. */
export async function readTurns(
  tx: Tx,
  ctx: ServiceContext,
  targetIds: string[],
): Promise<Map<string, JobTurn>> {
  const rows = await tx
    .select({
      targetId: jobItems.targetId,
      kind: jobs.kind,
      state: jobs.state,
      ratePerSecond: jobs.ratePerSecond,
    })
    .from(jobs)
    .innerJoin(jobItems, eq(jobItems.jobId, jobs.id))
    .where(
      and(
        eq(jobs.tenantId, ctx.tenantId),
        inArray(jobs.state, ["ready", "running", "paused"]),
        eq(jobItems.state, "pending"),
        anyOf(jobItems.targetId, targetIds),
      ),
    );
  return new Map(rows.map(({ targetId, ...turn }) => [targetId, turn]));
}
