import { eq } from "drizzle-orm";
import { providers, type ProviderStatus } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockProvider, type Provider, readProvider } from "./provider-row";

type StatusChange = {
  slug: string;
  status: ProviderStatus;
  resumeAt: Date | null;
  from: readonly ProviderStatus[];
  action: string;
  reason?: string | undefined;
};

/**
 * Stops new checks; those that run go on. Maxsight sees a provider connection error. With `resumeAt` the provider
 * goes live again by itself. Pausing a paused provider only changes when it resumes.
 */
export async function pauseProvider(
  ctx: ServiceContext,
  slug: string,
  input: { resumeAt?: Date | undefined } = {},
): Promise<Provider> {
  const resumeAt = input.resumeAt ?? null;
  if (resumeAt !== null && resumeAt.getTime() <= ctx.now().getTime()) {
    throw new InvalidInputError("The time to resume is over.", [
      { path: "/resume_at", message: "must be in the future" },
    ]);
  }
  return changeStatus(ctx, {
    slug,
    status: "paused",
    resumeAt,
    from: ["live", "paused"],
    action: "provider.paused",
  });
}

/** Makes a paused or draft provider live. Resuming a live provider changes nothing. */
export async function resumeProvider(ctx: ServiceContext, slug: string): Promise<Provider> {
  const from = ["paused", "draft", "live"] as const;
  return changeStatus(ctx, { slug, status: "live", resumeAt: null, from, action: "provider.resumed" });
}

/** Ends a provider for good; its checks and its slug stay. Retiring twice is once. */
export async function retireProvider(
  ctx: ServiceContext,
  slug: string,
  input: { reason?: string | undefined } = {},
): Promise<Provider> {
  const from = ["draft", "live", "paused", "retired"] as const;
  const action = "provider.retired";
  return changeStatus(ctx, { slug, status: "retired", resumeAt: null, from, action, reason: input.reason });
}

async function changeStatus(ctx: ServiceContext, change: StatusChange): Promise<Provider> {
  requireScope(ctx, "providers:write");
  const { slug, status, resumeAt } = change;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, slug);
    if (!change.from.includes(provider.status)) {
      throw new ConflictError(`${slug} is ${provider.status}; it cannot become ${status}.`);
    }
    const isSame = provider.status === status && provider.resumeAt?.getTime() === resumeAt?.getTime();
    if (!isSame) {
      await tx
        .update(providers)
        .set({ status, resumeAt, updatedAt: ctx.now() })
        .where(eq(providers.id, provider.id));
      await recordAudit(tx, ctx, {
        action: change.action,
        targetKind: "provider",
        targetId: provider.id,
        reason: change.reason ?? null,
        details: { slug, from: provider.status, resumeAt: resumeAt?.toISOString() ?? null },
      });
    }
    return readProvider(tx, ctx, slug);
  });
}
