import { ConflictError, InvalidInputError, type InputIssue } from "@/lib/errors";
import { validateOutcome } from "@/lib/protocol/check-output";
import { isMonitored } from "@/lib/protocol/check-template";
import { isCustomCheck } from "@/lib/protocol/check-type";
import { inputIssuesOf } from "@/lib/protocol/input-issues";
import { Outcome, type ResultOutcome } from "@/lib/protocol/outcome";
import { requireScope, type ServiceContext } from "../context";
import { getDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { checkIdOf, getCheckRow } from "./find-check";
import type { SubmitUpdateInput } from "./schemas";
import { storeByHand, type StoredByHand } from "./store-by-hand";

/** A little ahead is a clock; more is a mistake. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Stores a result that a person brings: the next update of a monitored check, or the decision of a pending one. It must
 * be what the check type demands (InvalidInputError names each place). The same twice is once. Throws ConflictError for
 * a check that waits for no result.
 */
export async function submitUpdate(
  ctx: ServiceContext,
  input: SubmitUpdateInput & { id: string },
): Promise<StoredByHand> {
  requireScope(ctx, "checks:write");
  const check = await getCheckRow(ctx, checkIdOf(input.id));
  requireWaiting(check);
  requireMoment(ctx, check, input.occurred_at);
  const outcome = toOutcome(check, input);
  const version = await getDefinitionVersion(ctx, { providerId: check.providerId, number: check.version });
  return storeByHand(ctx, {
    check,
    version,
    outcome,
    occurredAt: input.occurred_at,
    act: {
      action: "check.result_submitted",
      event: "result_submitted",
      reason: input.reason ?? null,
      details: { outcome: outcome.kind },
    },
  });
}

/** A result that is there is replaced by its mapping or a new call, never by a word. */
function requireWaiting(check: CheckRow): void {
  if (check.state === "in_progress" || check.state === "monitoring") return;
  if (check.state === "accepted") throw new ConflictError("The provider has not been asked yet.");
  throw new ConflictError(`This check is ${check.state.replace("_", " ")} and waits for no result.`);
}

function requireMoment(ctx: ServiceContext, check: CheckRow, occurredAt: Date | undefined): void {
  if (occurredAt === undefined) return;
  const path = "/occurred_at";
  if (!isMonitored(check.checkTemplate))
    throw refused([{ path, message: "belongs to monitored checks only" }]);
  if (occurredAt.getTime() > ctx.now().getTime() + CLOCK_SLACK_MS)
    throw refused([{ path, message: "must not be in the future" }]);
}

function toOutcome(check: CheckRow, input: SubmitUpdateInput): ResultOutcome {
  const isDecision = isCustomCheck(check.checkType) && input.result === undefined;
  const said = isDecision ? { result: input.output } : { output: input.output, result: input.result };
  const members = Object.entries(said).filter(([, value]) => value !== undefined);
  const parsed = Outcome.safeParse({ kind: "result", ...Object.fromEntries(members) }, { reportInput: true });
  const at = (issue: InputIssue): InputIssue =>
    isDecision ? { ...issue, path: issue.path.replace(/^\/result/, "/output") } : issue;
  if (!parsed.success) throw refused(inputIssuesOf(parsed.error).map(at));
  const issues = validateOutcome(check.checkType, parsed.data);
  if (issues.length > 0) throw refused(issues.map(at));
  return parsed.data as ResultOutcome;
}

function refused(issues: InputIssue[]): InvalidInputError {
  return new InvalidInputError("This is not a result of this type of check.", issues);
}
