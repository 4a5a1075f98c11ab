import { and, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import { checks, notifications, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { type Page, type PageRequest, toPage } from "../page";
import type { NotificationRow } from "./notification-row";
import type { NotificationFilter } from "./schemas";

export type NotificationListItem = NotificationRow & {
  provider: { id: string; slug: string; name: string };
  check: { maxsightId: string; reference: string; isDemo: boolean };
};

export const listItemColumns = {
  notification: notifications,
  provider: { id: providers.id, slug: providers.slug, name: providers.name },
  check: { maxsightId: checks.maxsightId, reference: checks.reference, isDemo: checks.isDemo },
};

/** A page of notifications, newest first. One query; attempts and bodies are not read. */
export async function listNotifications(
  ctx: ServiceContext,
  input: { filter: NotificationFilter; page: PageRequest },
): Promise<Page<NotificationListItem>> {
  requireScope(ctx, "notifications:read");
  const { limit, after } = input.page;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select(listItemColumns)
      .from(notifications)
      .innerJoin(checks, eq(checks.id, notifications.checkId))
      .innerJoin(providers, eq(providers.id, notifications.providerId))
      .where(
        and(
          eq(notifications.tenantId, ctx.tenantId),
          ...notificationConditions(input.filter),
          afterPosition({ at: notifications.createdAt, id: notifications.id }, after),
        ),
      )
      .orderBy(desc(notifications.createdAt), desc(notifications.id))
      .limit(limit + 1),
  );
  const items = rows.map(({ notification, provider, check }) => ({ ...notification, provider, check }));
  return toPage(items, limit, (item) => ({ at: item.createdAt, id: item.id }));
}

/** What a filter means, for a query that joins `providers`; bulk actions use the same. */
export function notificationConditions(filter: NotificationFilter): (SQL | undefined)[] {
  const { state, provider, ack_id: ackId, from, to } = filter;
  return [
    state === undefined ? undefined : eq(notifications.state, state),
    provider === undefined ? undefined : eq(providers.slug, provider),
    ackId === undefined ? undefined : eq(notifications.ackId, ackId),
    from === undefined ? undefined : gte(notifications.createdAt, from),
    to === undefined ? undefined : lt(notifications.createdAt, to),
  ];
}
