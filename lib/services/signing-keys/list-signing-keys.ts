import { and, desc, eq } from "drizzle-orm";
import { providers, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { FIRST_PAGE, type Page, type PageRequest, toPage } from "../page";
import { isLastingKey, type SigningKeyView, toSigningKeyView } from "./key-row";

/** A provider's keys, revoked ones too but no ended temporary ones, newest first. Throws NotFoundError. */
export async function listSigningKeys(
  ctx: ServiceContext,
  slug: string,
  page: PageRequest = FIRST_PAGE,
): Promise<Page<SigningKeyView>> {
  requireScope(ctx, "providers:read");
  const rows = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [owner] = await tx
      .select({ id: providers.id })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
    if (owner === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
    return tx
      .select()
      .from(signingKeys)
      .where(
        and(
          eq(signingKeys.tenantId, ctx.tenantId),
          eq(signingKeys.providerId, owner.id),
          isLastingKey,
          afterPosition({ at: signingKeys.createdAt, id: signingKeys.id }, page.after),
        ),
      )
      .orderBy(desc(signingKeys.createdAt), desc(signingKeys.id))
      .limit(page.limit + 1);
  });
  const views = rows.map((row) => toSigningKeyView(ctx, row));
  return toPage(views, page.limit, (view) => ({ at: view.createdAt, id: view.id }));
}
