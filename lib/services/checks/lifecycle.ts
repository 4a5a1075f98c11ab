import { and, eq } from "drizzle-orm";
import type { Answered, ConnectorProgress } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, UnavailableError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { ErrorsOutcome, PendingOutcome } from "@/lib/protocol/outcome";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { noteProviderAnswer, startThroughBreaker, throughBreaker } from "../breakers";
import type { ServiceContext } from "../context";
import { forgetImages } from "../images";
import { queueNotification, stopNotifications } from "../notifications";
import { type DefinitionVersion, findDefinitionVersion, readDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { claimStartAnswer } from "./claim-start-answer";
import { getCheckRow, lockCheck } from "./find-check";
import { pendingUpdateOf, readFacts } from "./lifecycle-facts";
import { moveCheck } from "./move-check";
import { decideNextStep, type LifecycleDecision } from "./next-step";
import { obtainImages } from "./obtain-images";
import { readInbound } from "./read-inbound";
import { storeOutcome } from "./store-outcome";

type CheckInput = { checkId: CheckId };

/**
 * Reads the row and says what the lifecycle does next. Reading acknowledges: `engine_due_at` is cleared in the same
 * transaction, so a change after it makes the row due again. Safe to repeat: it only moves what is due by time.
 */
export async function nextStep(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  // Each decision that the verb carries out itself changes the row, so a handful of rounds always suffices.
  for (let round = 0; round < 4; round += 1) {
    const { decision, version } = await decideUnderLock(ctx, checkId);
    if (decision.do === "fail_interrupted") {
      await failCheck(ctx, { checkId, version, message: INTERRUPTED });
    } else if (decision.do === "give_up") {
      await failCheck(ctx, { checkId, version, message: GAVE_UP });
    } else if (decision.do === "read_inbound") {
      await readInbound(ctx, checkId);
    } else if (decision.do !== "expire" && decision.do !== "queue_notification") {
      return decision;
    }
  }
  return { do: "wait", for: "result", forMs: 60_000 };
}

const INTERRUPTED =
  "Gatehouse was interrupted while it called the provider and does not know whether the provider took the request.";
const GAVE_UP = "The provider did not deliver a result in the time its definition allows.";

async function decideUnderLock(
  ctx: ServiceContext,
  checkId: CheckId,
): Promise<{ decision: LifecycleDecision; version: DefinitionVersion | null }> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    const { providerId, version: number } = check;
    // What needs no version goes on without it; what does is refused by its own step.
    const version = await findDefinitionVersion(tx, ctx, { providerId, number });
    if (check.engineDueAt !== null)
      await tx.update(checks).set({ engineDueAt: null }).where(eq(checks.id, checkId));
    const decision = decideNextStep(await readFacts(tx, check, version), ctx.now().getTime());
    if (decision.do === "expire") {
      await moveCheck(tx, ctx, { check, to: "expired", changes: { finishedAt: ctx.now() } });
      await stopNotifications(tx, ctx, { checkId: check.id });
    }
    if (decision.do === "queue_notification")
      await queueNotification(tx, ctx, { check, ...(await pendingUpdateOf(tx, check)) });
    if (decision.do === "end") await forgetBodies(tx, check);
    return { decision, version };
  });
}

/**
 * Calls the provider for the first time. `started_at` is committed before the call leaves, so that a repeat after a
 * crash knows: only a provider that is said to be idempotent is called again (`fail_interrupted` otherwise).
 */
export async function startUpstream(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  const endsAtMs = ctx.now().getTime() + START_MS;
  const step = await nextStep(ctx, { checkId });
  if (step.do !== "start") return step;
  const fetched = await obtainImages(ctx, checkId);
  if (fetched.status === "unfinished") return step;
  // Images take their time: the check may have been cancelled meanwhile.
  const again =
    fetched.status === "complete" && fetched.images.length > 0 ? await nextStep(ctx, { checkId }) : step;
  if (again.do !== "start") return again;
  // Read before the start is marked: what fails here may be repeated, what fails after it may not.
  const { version, connector, call } = await loadCheckWork(ctx, await getCheckRow(ctx, checkId));
  const check = await markStarted(ctx, checkId);
  if (check === null) return nextStep(ctx, { checkId });
  const deadlineMs = Math.min(call.deadlineMs, endsAtMs);
  const answered =
    fetched.status === "failed"
      ? { outcome: fetched.outcome, exchanges: [], sentAs: null }
      : await startThroughBreaker(ctx, check, () =>
          connector.start({ ...call, deadlineMs, images: fetched.images }),
        ).catch(async (error: unknown) => {
          // It was refused before anything left, so a repetition calls for the first time.
          if (error instanceof UnavailableError) await unmarkStarted(ctx, check);
          throw error;
        });
  await insist(() => storeOutcome(ctx, { check, version, ...answered }));
  await noteProviderAnswer(ctx, check, answered);
  return nextStep(ctx, { checkId });
}

const STORE_TRIES = 6;

/** The provider has answered and may not be asked again: a database that is briefly away must not cost the answer. */
async function insist<Result>(store: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store();
    } catch (error) {
      if (attempt === STORE_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }
}

/** Images and the provider's call together: a little less than the activity may take. */
const START_MS = 140_000;

/** Null when the check was cancelled, or another try began, since the start was decided: then nobody is to be called. */
async function markStarted(ctx: ServiceContext, checkId: CheckId): Promise<CheckRow | null> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    const { providerId, version: number } = check;
    const version = await readDefinitionVersion(tx, ctx, { providerId, number });
    const facts = await readFacts(tx, check, version);
    const decision = decideNextStep(facts, ctx.now().getTime());
    if (decision.do !== "start") return null;
    const startedAt = check.startedAt ?? ctx.now();
    const deadlineAt = new Date(startedAt.getTime() + facts.giveUpAfterMs);
    await tx.update(checks).set({ startedAt, deadlineAt }).where(eq(checks.id, checkId));
    return { ...check, startedAt };
  });
}

async function unmarkStarted(ctx: ServiceContext, check: CheckRow): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ startedAt: null })
      .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, check.id), eq(checks.state, "accepted"))),
  );
}

/** Asks the provider whether it is done. Safe to repeat: asking changes nothing at the provider. */
export async function pollUpstream(ctx: ServiceContext, { checkId }: CheckInput): Promise<LifecycleStep> {
  const step = await nextStep(ctx, { checkId });
  if (step.do !== "poll" || step.afterMs > 0) return step;
  const check = await getCheckRow(ctx, checkId);
  const { version, connector, call, progress } = await loadCheckWork(ctx, check);
  const { poll } = connector;
  if (poll === undefined) throw new AppError("mapping_failed", "The connector has no poll operation.");
  const answered = await throughBreaker(ctx, check, {
    call: () => poll(call, progress),
    refused: (untilMs) => ({ exchanges: [], untilMs }),
  });
  if ("untilMs" in answered) await putOffPoll(ctx, check, answered.untilMs);
  else await storeOutcome(ctx, { check, version, ...keepPollingOn(answered, progress) });
  await noteProviderAnswer(ctx, check, answered);
  return nextStep(ctx, { checkId });
}

/** The breaker of the provider is open: nobody asks before its probe, which one of all who wait then is. */
async function putOffPoll(ctx: ServiceContext, check: CheckRow, untilMs: number): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ nextPollAt: new Date(untilMs) })
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          eq(checks.id, check.id),
          // Whoever asked for a poll meanwhile, or ended the check, is not overruled.
          eq(checks.nextPollAt, check.nextPollAt ?? new Date(untilMs)),
        ),
      ),
  );
}

/** A provider that is briefly away must not end a check that it is working on: it is asked again, when it says so. */
function keepPollingOn(answer: Answered, progress: ConnectorProgress): Answered {
  return answer.transient === null ? answer : { ...answer, outcome: stillPending(progress) };
}

function stillPending(progress: ConnectorProgress): PendingOutcome {
  return {
    kind: "pending",
    ...(progress.state == null ? {} : { state: progress.state as PendingOutcome["state"] & {} }),
  };
}

/** Decides who owns errors of the start: unless the start answer took them, they travel with the result. */
export async function settleStartAnswer(
  ctx: ServiceContext,
  { checkId }: CheckInput,
): Promise<LifecycleStep> {
  await claimStartAnswer(ctx, { checkId, as: "plain" });
  return nextStep(ctx, { checkId });
}

async function failCheck(
  ctx: ServiceContext,
  input: { checkId: CheckId; version: DefinitionVersion | null; message: string },
): Promise<void> {
  const check = await getCheckRow(ctx, input.checkId);
  const outcome: ErrorsOutcome = {
    kind: "errors",
    errors: [{ type: "PROVIDER_CONNECTION", message: input.message }],
  };
  await storeOutcome(ctx, { check, version: input.version, outcome, exchanges: [] });
}

/** The customer's credentials are gone when the check ends (PRODUCT, trap 6), and so are the images of its input. */
async function forgetBodies(tx: Tx, check: CheckRow): Promise<void> {
  if (check.checkType === "DOCUMENT_VERIFICATION") await forgetImages(tx, check);
  if (check.credentialsPayloadId === null) return;
  await tx.delete(payloads).where(eq(payloads.id, check.credentialsPayloadId));
  await tx.update(checks).set({ credentialsPayloadId: null }).where(eq(checks.id, check.id));
}
