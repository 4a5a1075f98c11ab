import { eq } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";

/** Tells the lifecycle of a check that is due that a person changed the plan; a lost call is made good by the starter. */
export async function wakeLifecycle(ctx: ServiceContext, checkId: CheckId): Promise<void> {
  const [check] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ template: checks.checkTemplate, engineDueAt: checks.engineDueAt })
      .from(checks)
      .where(eq(checks.id, checkId)),
  );
  if (check === undefined || check.engineDueAt === null) return;
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId, template: check.template });
}
