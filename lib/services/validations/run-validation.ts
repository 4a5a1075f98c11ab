import { and, eq, gt } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { callsMaxsight, canCallLoopback } from "../own-maxsight";
import { getProvider, type Provider } from "../providers";
import { executeValidation } from "./execute-validation";
import { RUN_LIMIT_MS, toSummary, type ValidationSummary } from "./validation-row";

const MAX_AT_ONCE = 2;

/* Next's bundles are several copies of this module in one process; they share one count. */
const KEY = Symbol.for("gatehouse.validations");
const running = globalThis as { [KEY]?: number };

/**
 * Starts the validation suite of PROTOCOL 14.2 against a provider's own URL, with a temporary key and demo requests
 * only, and resolves when the run is stored; it goes on in this process. Throws NotFoundError, and ConflictError when
 * the provider is retired or being validated, too much runs, or its callbacks cannot reach this process.
 */
export async function runValidation(
  ctx: ServiceContext,
  input: { slug: string },
): Promise<ValidationSummary> {
  requireScope(ctx, "providers:write");
  const provider = await getProvider(ctx, input.slug);
  if (provider.status === "retired") throw new ConflictError(`${provider.name} is retired.`);
  if (callsMaxsight(provider) && !(await canCallLoopback(ctx))) {
    throw new ConflictError(
      "This instance may not call its own machine, so the callbacks of this provider cannot reach a validation run here. Run gatehouse validate where the instance can reach it, with --public-url.",
    );
  }
  const atOnce = running[KEY] ?? 0;
  if (atOnce >= MAX_AT_ONCE)
    throw new ConflictError("This instance validates as many providers as it takes. Try again in a minute.");
  const row = await storeRun(ctx, provider);
  running[KEY] = atOnce + 1;
  void executeValidation(ctx, { id: row.id, provider }).finally(() => {
    running[KEY] = Math.max(0, (running[KEY] ?? 1) - 1);
  });
  return toSummary(ctx, row);
}

async function storeRun(ctx: ServiceContext, provider: Provider) {
  const now = ctx.now();
  const row = {
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    providerId: provider.id,
    version: provider.version,
    state: "running" as const,
    passed: 0,
    failed: 0,
    actorLabel: ctx.actor.label,
    createdAt: now,
    finishedAt: null,
  };
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await refuseSecondRun(tx, ctx, provider);
    await tx.insert(validationRuns).values(row);
    await recordAudit(tx, ctx, {
      action: "provider.validation_started",
      targetKind: "provider",
      targetId: provider.id,
      details: { slug: provider.slug, version: provider.version },
    });
  });
  return row;
}

/** One run a provider: they would see each other's checks. The provider's lock makes two askers wait in line. */
async function refuseSecondRun(tx: Tx, ctx: ServiceContext, provider: Provider): Promise<void> {
  await tx.select({ id: providers.id }).from(providers).where(eq(providers.id, provider.id)).for("update");
  const [other] = await tx
    .select({ id: validationRuns.id })
    .from(validationRuns)
    .where(
      and(
        eq(validationRuns.tenantId, ctx.tenantId),
        eq(validationRuns.providerId, provider.id),
        eq(validationRuns.state, "running"),
        gt(validationRuns.createdAt, new Date(ctx.now().getTime() - RUN_LIMIT_MS)),
      ),
    )
    .limit(1);
  if (other !== undefined) throw new ConflictError(`${provider.name} is being validated already.`);
}
