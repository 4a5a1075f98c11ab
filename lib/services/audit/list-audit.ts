import { and, desc, eq, gte, like, lt } from "drizzle-orm";
import { z } from "zod";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { FIRST_PAGE, type Page, type PageRequest, toPage } from "../page";
import { Instant } from "../instant";

export type AuditRow = typeof auditLog.$inferSelect;

/** All optional; together they narrow. `action` may end in `.*` to mean every verb of an entity. */
export const AuditFilter = z.strictObject({
  action: z
    .string()
    .regex(/^[a-z_]+\.([a-z_]+|\*)$/, "must look like provider.created or provider.*")
    .optional(),
  target_kind: z.string().max(50).optional(),
  target_id: z.string().max(100).optional(),
  actor_id: z.string().max(100).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** Who did what, newest first. */
export async function listAudit(
  ctx: ServiceContext,
  input: { filter?: AuditFilter; page?: PageRequest } = {},
): Promise<Page<AuditRow>> {
  requireScope(ctx, "audit:read");
  const page = input.page ?? FIRST_PAGE;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(
        and(
          eq(auditLog.tenantId, ctx.tenantId),
          ...conditions(input.filter ?? {}),
          afterPosition({ at: auditLog.createdAt, id: auditLog.id }, page.after),
        ),
      )
      .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
      .limit(page.limit + 1),
  );
  return toPage(rows, page.limit, (row) => ({ at: row.createdAt, id: row.id }));
}

function conditions(filter: AuditFilter) {
  const { action, target_kind: kind, target_id: target, actor_id: actor, from, to } = filter;
  const isWholeEntity = action?.endsWith(".*") === true;
  return [
    action === undefined || isWholeEntity ? undefined : eq(auditLog.action, action),
    isWholeEntity ? like(auditLog.action, `${action.slice(0, -1).replaceAll("_", "\\_")}%`) : undefined,
    kind === undefined ? undefined : eq(auditLog.targetKind, kind),
    target === undefined ? undefined : eq(auditLog.targetId, target),
    actor === undefined ? undefined : eq(auditLog.actorId, actor),
    from === undefined ? undefined : gte(auditLog.createdAt, from),
    to === undefined ? undefined : lt(auditLog.createdAt, to),
  ];
}
