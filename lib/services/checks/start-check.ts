import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { claimStartAnswer } from "./claim-start-answer";
import { readOutcome } from "./read-outcome";

/**
 * The start answer of a check that lives on: starts its lifecycle and gives the provider's errors when they are known
 * in time; null means an answer without errors, whatever comes later travels with the result. Never waits long and
 * never fails for the engine's sake (ARCHITECTURE 5, step 8).
 */
export async function startLifecycle(ctx: ServiceContext, check: CheckRow): Promise<ErrorsOutcome | null> {
  const started = await ctx.engine.startAndWait({
    tenantId: ctx.tenantId,
    checkId: check.id,
    template: check.checkTemplate,
  });
  if (started !== "errors") return null;
  const outcome = await readOutcome(ctx, check.id);
  if (outcome?.kind !== "errors") return null;
  const isOurs = await claimStartAnswer(ctx, { checkId: check.id, as: "errors" });
  return isOurs ? outcome : null;
}

/**
 * What the start of this check is answered with, for a repeat of the request. While the first call is still open, the
 * repeat settles that there are no errors in it: whoever reads "accepted" here waits for a notification, which would
 * never come if the first call ended the check with its errors.
 */
export async function repeatStartAnswer(ctx: ServiceContext, check: CheckRow): Promise<ErrorsOutcome | null> {
  if (check.startAnswered === "plain") return null;
  const isOpen = check.startAnswered === null;
  if (isOpen && (await claimStartAnswer(ctx, { checkId: check.id, as: "plain" }))) return null;
  const outcome = await readOutcome(ctx, check.id);
  return outcome?.kind === "errors" ? outcome : null;
}
