import { and, eq } from "drizzle-orm";
import { providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { decisionOf } from "@/lib/protocol/decision";
import type { FinalOutcome, Outcome } from "@/lib/protocol/outcome";
import type { Decision } from "@/lib/protocol/states";
import { requireScope, type ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import type { DiffEntry } from "../structural-diff";
import { contentHash } from "./content-hash";
import type { CheckRow } from "./check-row";
import { checkIdOf, getCheckRow } from "./find-check";
import { diffOutcomes, mappingProblemsIn, maskOutcome } from "./masked-outcome";
import type { RemapInput } from "./schemas";
import { whyNotSavable, storeByHand, type StoredByHand } from "./store-by-hand";
import { type AnswerExchange, readStoredAnswer } from "./stored-answer";

/** An outcome as a person may compare it. */
export type MaskedOutcome = { kind: Outcome["kind"]; decision: Decision | null; masked: unknown };
export type RemapPreview = {
  /** The answer that was read again. */
  exchange: Omit<AnswerExchange, "responsePayloadId">;
  version: number;
  /** The result the check has now; null while it has none, or when retention has taken it. */
  before: MaskedOutcome | null;
  after: MaskedOutcome;
  /** What Maxsight would get differently; null where one of the two is no result. */
  changes: DiffEntry[] | null;
  /** What is wrong with the mapping of this version, place by place. */
  problems: string[];
  /** Why it cannot be saved, as a sentence; null when it can. */
  refusal: string | null;
};

/**
 * What a version of the definition, the published one unless told otherwise, makes of the provider's last answer. Nothing
 * is called, nothing is written.
 */
export async function previewRemap(
  ctx: ServiceContext,
  input: { id: string; version?: number | undefined },
): Promise<RemapPreview> {
  requireScope(ctx, "checks:read");
  return (await remap(ctx, input)).preview;
}

/**
 * Stores what `previewRemap` showed: in place of a result Maxsight has not fetched, as the result of a pending check, or
 * as the next update of a monitored one. Audited. Throws ConflictError with the reason where it cannot be saved, or when
 * the provider has said something else since the preview (`exchange_id`).
 */
export async function saveRemap(
  ctx: ServiceContext,
  input: RemapInput & { id: string },
): Promise<StoredByHand> {
  requireScope(ctx, "checks:write");
  const { check, version, outcome, preview } = await remap(ctx, input);
  if (input.exchange_id !== undefined && input.exchange_id !== preview.exchange.id)
    throw new ConflictError("The provider has said something else since the preview. Look at it again.");
  if (preview.refusal !== null || outcome.kind === "pending")
    throw new ConflictError(preview.refusal ?? PENDING);
  return storeByHand(ctx, {
    check,
    version,
    outcome,
    act: {
      action: "check.remapped",
      event: "remapped",
      reason: input.reason,
      details: { version: version.number, exchange_id: preview.exchange.id, outcome: outcome.kind },
    },
  });
}

const PENDING = "This version says that the provider is not done: there is no result to save.";

async function remap(ctx: ServiceContext, input: { id: string; version?: number | undefined }) {
  const check = await getCheckRow(ctx, checkIdOf(input.id));
  const number = input.version ?? (await publishedVersionOf(ctx, check));
  const { exchange, version, outcome } = await readStoredAnswer(ctx, { check, version: number });
  const before = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    findJsonPayload<FinalOutcome>(ctx, tx, check.resultPayloadId),
  );
  const { responsePayloadId: _, ...shown } = exchange;
  const preview: RemapPreview = {
    exchange: shown,
    version: version.number,
    before: before === null ? null : toMasked(check, before),
    after: toMasked(check, outcome),
    changes: before === null || outcome.kind === "pending" ? null : diffOutcomes(before, outcome),
    problems: mappingProblemsIn(outcome),
    refusal: refusalOf(check, { before, outcome }),
  };
  return { check, version, outcome, preview };
}

async function publishedVersionOf(ctx: ServiceContext, check: CheckRow): Promise<number> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ number: providers.currentVersion })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.id, check.providerId))),
  );
  return row?.number ?? check.version;
}

function toMasked(check: CheckRow, outcome: Outcome): MaskedOutcome {
  return {
    kind: outcome.kind,
    decision: decisionOf(check.checkType, outcome),
    masked: maskOutcome(outcome),
  };
}

function refusalOf(
  check: CheckRow,
  { before, outcome }: { before: FinalOutcome | null; outcome: Outcome },
): string | null {
  if (outcome.kind === "pending") return PENDING;
  if (mappingProblemsIn(outcome).length > 0) return "The mapping of this version fails; correct it first.";
  const isSame = before !== null && contentHash(before) === contentHash(outcome);
  return whyNotSavable(check) ?? (isSame ? "This version says the same as the stored result." : null);
}
