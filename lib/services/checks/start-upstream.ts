import { and, eq } from "drizzle-orm";
import type { Answered } from "@/lib/connectors/connector";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { UnavailableError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { callThrough, noteProviderAnswer, refusedStart } from "../breakers";
import type { ServiceContext } from "../context";
import type { FetchedImages } from "../images";
import { beginProviderCall, type BegunCall } from "./begin-provider-call";
import type { CheckRow } from "./check-row";
import type { Decided } from "./decide-step";
import { keepAnswer } from "./keep-answer";
import { carryOut } from "./lifecycle";
import { giveUpAfterMsOf } from "./lifecycle-facts";
import { hasImages, NO_IMAGES, obtainImages } from "./obtain-images";
import { prepareOutcome } from "./store-outcome";

/** Images and the provider's call together: a little less than the activity may take. */
const START_MS = 140_000;

/**
 * Calls the provider for the first time. `started_at` is committed before the call leaves, so that a repeat after a
 * crash knows: only a provider that is said to be idempotent is called again. Otherwise whoever calls may live, and is waited
 * for as long as it may take (then `fail_interrupted`).
 */
export async function startUpstream(
  ctx: ServiceContext,
  { checkId }: { checkId: CheckId },
): Promise<LifecycleStep> {
  const endsAtMs = ctx.now().getTime() + START_MS;
  const begun = await beginStart(ctx, checkId, null);
  if (!("decision" in begun)) return callAndStore(ctx, begun, { images: NO_IMAGES, endsAtMs });
  if (begun.decision.do !== "start") return carryOut(ctx, checkId, begun);
  const images = await obtainImages(ctx, checkId);
  if (images.status === "unfinished") return begun.decision;
  // Images take their time: the check may have been cancelled meanwhile.
  const again = await beginStart(ctx, checkId, images);
  if ("decision" in again) return carryOut(ctx, checkId, again);
  return callAndStore(ctx, again, { images, endsAtMs });
}

type Images = Exclude<FetchedImages, { status: "unfinished" }>;

/** `images` null: they were not looked for yet, so a check that has some is not begun. */
function beginStart(
  ctx: ServiceContext,
  checkId: CheckId,
  images: Images | null,
): Promise<BegunCall | Decided> {
  return beginProviderCall(ctx, {
    checkId,
    isWanted: (decision, check) => decision.do === "start" && (images !== null || !hasImages(check)),
    isCalled: images?.status !== "failed",
    marks: (check, { version }) => {
      const startedAt = check.startedAt ?? ctx.now();
      return { startedAt, deadlineAt: new Date(startedAt.getTime() + giveUpAfterMsOf(version)) };
    },
  });
}

async function callAndStore(
  ctx: ServiceContext,
  { before, check, work, gate }: BegunCall,
  { images, endsAtMs }: { images: Images; endsAtMs: number },
): Promise<LifecycleStep> {
  const { version, connector, call } = work;
  const deadlineMs = Math.min(call.deadlineMs, endsAtMs);
  const start = async (): Promise<Answered> =>
    images.status === "failed"
      ? { outcome: images.outcome, exchanges: [], transient: null }
      : connector.start({ ...call, deadlineMs, images: images.images });
  const calling = callThrough(ctx, { provider: check, gate }, { call: start, refused: refusedStart });
  const answered = await calling.catch(async (error: unknown) => {
    // It was refused before anything left, so a repetition calls for the first time, unless an earlier one did.
    if (error instanceof UnavailableError && before.startedAt === null) await unmarkStarted(ctx, check);
    throw error;
  });
  const decided = await keepAnswer(ctx, {
    check,
    callEndsAtMs: endsAtMs,
    prepare: (isOwnStep) => prepareOutcome(ctx, { check, version, ...answered, isOwnStep }),
  });
  await noteProviderAnswer(ctx, check, answered);
  return carryOut(ctx, check.id, decided);
}

async function unmarkStarted(ctx: ServiceContext, check: CheckRow): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ startedAt: null })
      .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, check.id), eq(checks.state, "accepted"))),
  );
}
