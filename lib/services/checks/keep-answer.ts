import { outlastOutage } from "@/lib/db/outlast-outage";
import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { type Decided, storeStep } from "./decide-step";

/** With the 140 s of a start a little less than the activity may take. */
const STORE_MS = 8_000;

type Answer = {
  check: CheckRow;
  /** Epoch ms by which the call was to be over. */
  callEndsAtMs: number;
  /** Gives what stores it. `isOwnStep`: it is decided in the same transaction, so that nobody has to wake the lifecycle. */
  prepare: (isOwnStep: boolean) => Promise<(tx: Tx) => Promise<CheckRow>>;
};

/**
 * Stores what came of a call to a provider, and decides what is next in the same transaction. The provider may have billed
 * it and is not asked again because the check could not be decided, or because Postgres was away for a moment: then it is
 * stored without deciding. Null where it was not decided: pass that on to `carryOut`.
 */
export async function keepAnswer(
  ctx: ServiceContext,
  { check, callEndsAtMs, prepare }: Answer,
): Promise<Decided | null> {
  try {
    return await storeStep(ctx, check, await prepare(true));
  } catch (error) {
    ctx.log.error({ checkId: check.id, reason: messageOf(error) }, "answer is stored without deciding");
    await outlastOutage(callEndsAtMs + STORE_MS, async () =>
      asTenant(ctx.db, ctx.tenantId, await prepare(false)),
    );
    return null;
  }
}
