import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, exchanges, inboundEvents, inboundIgnoreRules, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { getExchangeBodies, type MaskedMessage } from "../exchanges";
import { findJsonPayload } from "../payloads";
import { canMakeRule } from "./create-ignore-rule";
import { explainVerdict } from "./explain-verdict";
import { type InboundItem, inboundColumns } from "./list-inbound";
import type { IgnoreRule } from "./list-ignore-rules";
import { OPEN_STATES } from "./match-event";
import { listFields, type RuleField } from "./rule-field";
import { type StoredDelivery, toDelivery } from "./stored-delivery";

/** A check an unmatched event may be about. */
export type InboundSuggestion = {
  id: string;
  reference: string;
  maxsightId: string;
  state: string;
  providerReference: string | null;
  createdAt: Date;
};
export type InboundDetail = InboundItem & {
  request: { method: string; path: string; message: MaskedMessage };
  /** Why the verifier refused it; null when it did not. */
  refusal: string | null;
  explanation: string;
  /** Only for unmatched events: open checks of the provider that know no provider reference yet, newest first. */
  suggestions: InboundSuggestion[];
  /** The rule that put it away, standing or removed; null when none did. */
  rule: Pick<IgnoreRule, "id" | "field" | "equals" | "removedAt"> | null;
  /** What a rule may be made of; empty where none can be. */
  ruleFields: RuleField[];
};

/** One webhook: what came (masked), what the verifier said, which check it was matched to. */
export async function getInbound(ctx: ServiceContext, input: { id: string }): Promise<InboundDetail> {
  requireScope(ctx, "checks:read");
  if (!isUuid(input.id)) throw new NotFoundError("This inbound event does not exist.");
  const found = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({
        ...inboundColumns,
        rule: {
          id: inboundIgnoreRules.id,
          field: inboundIgnoreRules.field,
          equals: inboundIgnoreRules.equals,
          removedAt: inboundIgnoreRules.removedAt,
        },
        payloadId: inboundEvents.payloadId,
        exchange: { method: exchanges.method, path: exchanges.url, refusal: exchanges.errorCode },
      })
      .from(inboundEvents)
      .innerJoin(providers, eq(providers.id, inboundEvents.providerId))
      .leftJoin(checks, eq(checks.id, inboundEvents.checkId))
      .leftJoin(inboundIgnoreRules, eq(inboundIgnoreRules.id, inboundEvents.ignoredBy))
      // The exchange of a webhook has the event's own id.
      .leftJoin(exchanges, eq(exchanges.id, inboundEvents.id))
      .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, input.id)));
    if (row === undefined) throw new NotFoundError("This inbound event does not exist.");
    const isLost = row.event.state === "unmatched";
    return {
      ...row,
      suggestions: isLost ? await suggest(tx, ctx, row.event.providerId) : [],
      ruleFields: canMakeRule(row.event) ? await readFields(tx, ctx, row.payloadId) : [],
    };
  });
  const { event, provider, check, exchange, suggestions, rule, ruleFields } = found;
  const message = exchange === null ? null : await getExchangeBodies(ctx, { exchangeId: event.id });
  const refusal = exchange?.refusal ?? null;
  return {
    ...event,
    provider,
    check,
    request: {
      method: exchange?.method ?? "POST",
      path: exchange?.path ?? "",
      message: message?.request ?? null,
    },
    refusal,
    explanation: explainVerdict(event.verdict, refusal),
    suggestions,
    rule,
    ruleFields,
  };
}

async function readFields(tx: Tx, ctx: ServiceContext, payloadId: string): Promise<RuleField[]> {
  const stored = await findJsonPayload<StoredDelivery>(ctx, tx, payloadId);
  return stored === null ? [] : listFields(toDelivery(stored));
}

function suggest(tx: Tx, ctx: ServiceContext, providerId: string): Promise<InboundSuggestion[]> {
  return tx
    .select({
      id: checks.id,
      reference: checks.reference,
      maxsightId: checks.maxsightId,
      state: checks.state,
      providerReference: checks.providerReference,
      createdAt: checks.createdAt,
    })
    .from(checks)
    .where(
      and(
        eq(checks.tenantId, ctx.tenantId),
        eq(checks.providerId, providerId),
        inArray(checks.state, [...OPEN_STATES]),
        isNull(checks.providerReference),
      ),
    )
    .orderBy(desc(checks.createdAt), desc(checks.id))
    .limit(5);
}
