import { type Acknowledged, createMaxsightClient } from "@/lib/maxsight/client";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { giveBack, guardedHost, noteHostAnswer } from "../breakers";
import type { ServiceContext } from "../context";
import { type AttemptInput, type BegunAttempt, beginAttempt } from "./begin-attempt";
import { type Decide, type Finished, finishAttempt } from "./finish-attempt";

export type AttemptResult<Next> = { status: "not_due" } | ({ status: "attempted" } & Finished<Next>);

/**
 * One HTTP try, signed when it leaves. The attempt's row is committed before the call and completed after it, so a
 * process that dies in between leaves an open row, which the next try closes. Safe to repeat: Maxsight takes a
 * repeated notification (PROTOCOL 15), and an automatic one leaves only while it is due.
 * `decide` is asked for what is next in the transaction that records the answer; when that fails, the answer is recorded
 * all the same.
 */
export async function attemptNotification<Next = undefined>(
  ctx: ServiceContext,
  input: AttemptInput,
  decide?: Decide<Next>,
): Promise<AttemptResult<Next>> {
  const begun = await beginAttempt(ctx, input);
  if (begun === null) return { status: "not_due" };
  const answer = await sendOrGiveBack(ctx, begun);
  const finished = await finishAttempt(ctx, { begun, answer, decide });
  const { apiBaseUrl, gate } = begun;
  await noteHostAnswer(ctx, { apiBaseUrl, sentAs: gate.pass, errorCode: finished.attempt.errorCode });
  ctx.log.info(
    {
      notificationId: begun.notification.id,
      checkId: begun.notification.checkId,
      attempt: begun.number,
      trigger: input.trigger,
      status: finished.attempt.status,
      errorCode: finished.attempt.errorCode,
      state: finished.notification.state,
      durationMs: finished.attempt.durationMs,
    },
    "notification attempted",
  );
  return { status: "attempted", ...finished };
}

/** What cannot be signed does not leave; a call that left always has an answer. */
async function sendOrGiveBack(ctx: ServiceContext, begun: BegunAttempt): Promise<Acknowledged> {
  try {
    return await send(ctx, begun);
  } catch (error) {
    await giveBack(ctx, { guarded: guardedHost(begun.apiBaseUrl), gate: begun.gate });
    throw error;
  }
}

async function send(ctx: ServiceContext, begun: BegunAttempt): Promise<Acknowledged> {
  const client = createMaxsightClient({ http: ctx.http, now: () => ctx.now().getTime() });
  const secret = await ctx.keyring.decrypt(ctx.tenantId, "signing-key", begun.ciphertext);
  const call = {
    apiBaseUrl: begun.apiBaseUrl,
    signingKey: parseSecret(secret.toString("utf8")),
    providerId: begun.notification.providerId,
    reference: begun.reference,
  };
  return begun.updateId === null
    ? client.sendCallback(call)
    : client.sendMonitoredNotify({ ...call, updateId: begun.updateId });
}
