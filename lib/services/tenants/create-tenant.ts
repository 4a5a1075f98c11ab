import { z } from "zod";
import { tenants } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, ForbiddenError } from "@/lib/errors";
import { newId, type TenantId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { type Actor, contextFor, type Runtime } from "../context";
import { violatesUnique } from "../unique-violation";

/** First segments of our own addresses: a tenant's pages live at `/{slug}`. */
const RESERVED = new Set([
  "api",
  "p",
  "hooks",
  "sign-in",
  "sign-out",
  "metrics",
  "system",
  "docs",
  "new",
  "public",
]);

export const CreateTenantInput = z.strictObject({
  slug: z
    .string()
    .min(2)
    .max(63)
    .regex(
      /^[a-z0-9](-?[a-z0-9])+$/,
      "must be lower-case letters and digits with single hyphens between them",
    )
    .refine((slug) => !RESERVED.has(slug), "is reserved"),
  name: z.string().trim().min(1).max(100),
});
export type CreateTenantInput = z.output<typeof CreateTenantInput>;

export type Tenant = { id: TenantId; slug: string; name: string };

/**
 * Makes an organisation. Only the command on the machine itself (or the system) may: nobody signed in stands above
 * tenants. Throws ForbiddenError, ConflictError when the slug is taken.
 */
export async function createTenant(
  runtime: Runtime,
  actor: Actor,
  input: CreateTenantInput,
): Promise<Tenant> {
  if (actor.kind !== "cli" && actor.kind !== "system") {
    throw new ForbiddenError(
      "Tenants are created with the gatehouse command, on the machine of the instance.",
    );
  }
  const id = newId<TenantId>(runtime.now().getTime());
  const ctx = contextFor(runtime, id, actor);
  try {
    await asTenant(runtime.db, id, async (tx) => {
      await tx.insert(tenants).values({ id, slug: input.slug, name: input.name, createdAt: ctx.now() });
      await recordAudit(tx, ctx, {
        action: "tenant.created",
        targetKind: "tenant",
        targetId: id,
        details: { slug: input.slug },
      });
    });
  } catch (error) {
    if (!violatesUnique(error, "tenants_slug_unique")) throw error;
    throw new ConflictError(`There is already a tenant ${input.slug}.`, { cause: error });
  }
  return { id, slug: input.slug, name: input.name };
}
