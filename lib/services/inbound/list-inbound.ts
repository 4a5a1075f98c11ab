import { and, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import { checks, inboundEvents, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { type Page, type PageRequest, toPage } from "../page";
import type { EventRow } from "./record-event";
import type { InboundFilter } from "./schemas";

export type InboundItem = Omit<EventRow, "payloadId" | "dedupeKey"> & {
  provider: { id: string; slug: string; name: string };
  check: { id: string; reference: string; maxsightId: string; state: string } | null;
};

export const inboundColumns = {
  event: {
    id: inboundEvents.id,
    tenantId: inboundEvents.tenantId,
    providerId: inboundEvents.providerId,
    checkId: inboundEvents.checkId,
    eventId: inboundEvents.eventId,
    providerReference: inboundEvents.providerReference,
    verdict: inboundEvents.verdict,
    state: inboundEvents.state,
    version: inboundEvents.version,
    size: inboundEvents.size,
    createdAt: inboundEvents.createdAt,
    appliedAt: inboundEvents.appliedAt,
    ignoredReason: inboundEvents.ignoredReason,
    ignoredBy: inboundEvents.ignoredBy,
  },
  provider: { id: providers.id, slug: providers.slug, name: providers.name },
  check: {
    id: checks.id,
    reference: checks.reference,
    maxsightId: checks.maxsightId,
    state: checks.state,
  },
};

/** A page of providers' webhooks, newest first. One query; bodies are not read. */
export async function listInbound(
  ctx: ServiceContext,
  input: { filter: InboundFilter; page: PageRequest },
): Promise<Page<InboundItem>> {
  requireScope(ctx, "checks:read");
  const { limit, after } = input.page;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select(inboundColumns)
      .from(inboundEvents)
      .innerJoin(providers, eq(providers.id, inboundEvents.providerId))
      .leftJoin(checks, eq(checks.id, inboundEvents.checkId))
      .where(
        and(
          eq(inboundEvents.tenantId, ctx.tenantId),
          ...inboundConditions(input.filter),
          afterPosition({ at: inboundEvents.createdAt, id: inboundEvents.id }, after),
        ),
      )
      .orderBy(desc(inboundEvents.createdAt), desc(inboundEvents.id))
      .limit(limit + 1),
  );
  const items = rows.map(({ event, provider, check }) => ({ ...event, provider, check }));
  return toPage(items, limit, (item) => ({ at: item.createdAt, id: item.id }));
}

/** What a filter means, for a query that joins `providers`. */
export function inboundConditions(filter: InboundFilter): (SQL | undefined)[] {
  const equals = <Value>(value: Value | undefined, make: (value: Value) => SQL | undefined) =>
    value === undefined ? undefined : make(value);
  return [
    equals(filter.provider, (slug) => eq(providers.slug, slug)),
    equals(filter.state, (state) => eq(inboundEvents.state, state)),
    equals(filter.verdict, (verdict) => eq(inboundEvents.verdict, verdict)),
    equals(filter.event_id, (id) => eq(inboundEvents.eventId, id)),
    equals(filter.provider_reference, (reference) => eq(inboundEvents.providerReference, reference)),
    equals(filter.check_id, (id) => eq(inboundEvents.checkId, id)),
    equals(filter.ignored_by, (id) => eq(inboundEvents.ignoredBy, id)),
    equals(filter.from, (from) => gte(inboundEvents.createdAt, from)),
    equals(filter.to, (to) => lt(inboundEvents.createdAt, to)),
  ];
}
