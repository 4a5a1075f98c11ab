import { eq } from "drizzle-orm";
import { providers, type ProviderStatus } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockProvider, type Provider, type ProviderRow, readProvider } from "./provider-row";

type StatusChange = {
  slug: string;
  status: ProviderStatus;
  resumeAt: Date | null;
  from: readonly ProviderStatus[];
  action: string;
  reason?: string | undefined;
  /** Read under the lock; false leaves everything as it is. */
  isWanted?: (provider: ProviderRow) => boolean;
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

/**
 * Makes a paused provider live, on the version it has: a pause is no reason to validate. Resuming a live provider changes
 * nothing; a draft goes live by `goLive`, which asks for a green version. Throws NotFoundError, ConflictError.
 */
export async function resumeProvider(ctx: ServiceContext, slug: string): Promise<Provider> {
  const from = ["paused", "live"] as const;
  return changeStatus(ctx, { slug, status: "live", resumeAt: null, from, action: "provider.resumed" });
}

/**
 * Ends a pause whose time is over, as it stands now: one that a person has made longer, or open-ended, since the worker
 * saw it goes on. Resolves with whether it did.
 */
export async function resumeDueProvider(ctx: ServiceContext, slug: string): Promise<boolean> {
  let isDue = false;
  await changeStatus(ctx, {
    slug,
    status: "live",
    resumeAt: null,
    from: ["draft", "live", "paused", "retired"],
    action: "provider.resumed",
    isWanted: ({ status, resumeAt }) => {
      isDue = status === "paused" && resumeAt !== null && resumeAt <= ctx.now();
      return isDue;
    },
  });
  return isDue;
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

function whyRefused({ slug, status }: ProviderRow, { action, status: wanted }: StatusChange): string {
  return status === "draft" && action === "provider.resumed"
    ? `${slug} is a draft, not paused: validate it and let it go live.`
    : `${slug} is ${status}; it cannot become ${wanted}.`;
}

async function changeStatus(ctx: ServiceContext, change: StatusChange): Promise<Provider> {
  requireScope(ctx, "providers:write");
  const { slug, status, resumeAt } = change;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const provider = await lockProvider(tx, ctx, slug);
    if (!change.from.includes(provider.status)) {
      throw new ConflictError(whyRefused(provider, change));
    }
    const isSame = provider.status === status && provider.resumeAt?.getTime() === resumeAt?.getTime();
    if (!isSame && change.isWanted?.(provider) !== false) {
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
