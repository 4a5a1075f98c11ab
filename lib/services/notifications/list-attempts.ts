import { and, asc, eq } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import { notificationAttempts } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import type { AttemptRow } from "./notification-row";

/** The attempts of a page of notifications, by notification, oldest first. One query. */
export async function listAttempts(
  ctx: ServiceContext,
  notificationIds: string[],
): Promise<Map<string, AttemptRow[]>> {
  requireScope(ctx, "notifications:read");
  if (notificationIds.length === 0) return new Map();
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(notificationAttempts)
      .where(
        and(
          eq(notificationAttempts.tenantId, ctx.tenantId),
          anyOf(notificationAttempts.notificationId, notificationIds),
        ),
      )
      .orderBy(asc(notificationAttempts.number)),
  );
  const grouped = new Map<string, AttemptRow[]>(notificationIds.map((id) => [id, []]));
  for (const row of rows) grouped.get(row.notificationId)?.push(row);
  return grouped;
}
