import type { Tx } from "@/lib/db/client";
import { inboundIgnoreRules } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { isUuid, newId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import { putAway, type RuleRow, sweepTray } from "./apply-ignore-rules";
import { lockEvent } from "./attach-inbound";
import { isBelieved, requireBelieved } from "./believed";
import { getIgnoreRule, type IgnoreRule } from "./list-ignore-rules";
import type { EventRow } from "./record-event";
import { fieldReader, listFields } from "./rule-field";
import type { CreateIgnoreRuleInput } from "./schemas";
import { type StoredDelivery, toDelivery } from "./stored-delivery";

/**
 * Makes a standing rule from an event that found no check: from now on those of its provider that say the same in one
 * field are put away, and so are those that wait in the tray (the newest 500 are looked at). The value is the event's
 * own, unless that is masked: then who makes the rule has to know it. Throws ConflictError for an event that is a
 * check's or proved nothing, or where the same rule stands, InvalidInputError where the event does not say so.
 */
export async function createIgnoreRule(
  ctx: ServiceContext,
  input: CreateIgnoreRuleInput & { eventId: string },
): Promise<IgnoreRule> {
  requireScope(ctx, "checks:write");
  if (!isUuid(input.eventId)) throw new NotFoundError("This inbound event does not exist.");
  const rule = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const event = await lockEvent(tx, ctx, input.eventId);
    requireLoose(event);
    const equals = await valueOf(tx, ctx, { event, input });
    const made = await insertRule(tx, ctx, { event, equals, input });
    await putAway(tx, ctx, { rule: made, eventIds: [event.id] });
    return made;
  });
  await sweepTray(ctx, rule);
  return getIgnoreRule(ctx, { id: rule.id });
}

/** Whether a rule can be made from an event as it stands. */
export function canMakeRule(event: Pick<EventRow, "state" | "checkId" | "verdict">): boolean {
  return isBelieved(event) && isLoose(event);
}

function isLoose({ state, checkId }: Pick<EventRow, "state" | "checkId">): boolean {
  return checkId === null && (state === "unmatched" || state === "ignored");
}

function requireLoose(event: EventRow): void {
  requireBelieved(event);
  if (isLoose(event)) return;
  throw new ConflictError("This event belongs to a check; a rule is made from one that found none.");
}

type Making = { event: EventRow; input: CreateIgnoreRuleInput };

async function valueOf(tx: Tx, ctx: ServiceContext, { event, input }: Making): Promise<string> {
  const stored = await findJsonPayload<StoredDelivery>(ctx, tx, event.payloadId);
  if (stored === null)
    throw new ConflictError("The body of this event was deleted after its retention period.");
  const delivery = toDelivery(stored);
  const { field, equals } = input;
  const said = fieldReader(delivery)(field);
  const wanted = equals ?? listFields(delivery).find((known) => known.field === field)?.value ?? null;
  if (said !== null && said === wanted) return said;
  throw new InvalidInputError("The rule would not fit the event that it is made from.", [
    equals === undefined
      ? { path: "/equals", message: "is needed: the event says nothing here, or its value is masked" }
      : { path: "/field", message: "says something else in this event" },
  ]);
}

async function insertRule(
  tx: Tx,
  ctx: ServiceContext,
  { event, equals, input }: Making & { equals: string },
): Promise<RuleRow> {
  const now = ctx.now();
  const [rule] = await tx
    .insert(inboundIgnoreRules)
    .values({
      id: newId(now.getTime()),
      tenantId: ctx.tenantId,
      providerId: event.providerId,
      field: input.field,
      equals,
      reason: input.reason,
      actorLabel: ctx.actor.label,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (rule === undefined) throw new ConflictError("This rule stands already.");
  await recordAudit(tx, ctx, {
    action: "inbound.ignore_rule_created",
    targetKind: "inbound_ignore_rule",
    targetId: rule.id,
    reason: input.reason,
    details: { provider_id: event.providerId, event_id: event.id, field: input.field },
  });
  return rule;
}
