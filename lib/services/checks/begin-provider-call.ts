import { eq } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import { passProvider, type ProviderGate } from "../breakers";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { type CheckWork, readCheckWork } from "./check-work";
import { type Decided, decideLocked } from "./decide-step";
import { lockCheck } from "./find-check";
import type { LifecycleDecision } from "./next-step";

type Marks = Partial<CheckRow>;

/**
 * A call to the provider that may leave: its check before and after it was marked, everything it is made of, and what the
 * breaker said.
 */
export type BegunCall = { before: CheckRow; check: CheckRow; work: CheckWork; gate: ProviderGate };

/**
 * Everything before a call to the provider, in one transaction: whether the row still wants it, what it is made of, the
 * breaker, and the marks that must be committed before it leaves. What cannot be read is refused before anything is
 * marked, so that it may be repeated. When the row wants something else, that is the answer.
 */
export function beginProviderCall(
  ctx: ServiceContext,
  options: {
    checkId: CheckId;
    isWanted: (decision: LifecycleDecision, check: CheckRow) => boolean;
    /** False: only marked, because it is known already that no call will leave. */
    isCalled?: boolean;
    marks?: (check: CheckRow, work: CheckWork) => Marks;
  },
): Promise<BegunCall | Decided> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, options.checkId);
    const seen: Marks = check.engineDueAt === null ? {} : { engineDueAt: null };
    const write = async (marks: Marks): Promise<void> => {
      if (Object.keys(marks).length > 0) await tx.update(checks).set(marks).where(eq(checks.id, check.id));
    };
    const decided = await decideLocked(tx, ctx, check);
    if (!options.isWanted(decided.decision, check)) {
      await write(seen);
      return decided;
    }
    const work = await readCheckWork(tx, ctx, check);
    const gate = options.isCalled === false ? null : await passProvider(tx, ctx, check);
    const marks = { ...options.marks?.(check, work), ...seen };
    await write(marks);
    return { before: check, check: { ...check, ...marks }, work, gate };
  });
}
