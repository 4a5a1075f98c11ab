import { and, eq } from "drizzle-orm";
import { providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type ConfigDocument, hasFeature } from "@/lib/protocol/config-document";
import type { ExternalResource, Outcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";

type Subject = { providerId: string; isDemo: boolean };

const LABEL = "Evidence of this check";

/**
 * Gives a result the page of its evidence as an external resource (PROTOCOL 9.8): a live one where the definition
 * declares the feature and its mapping named none, a demo one where the demo value is about resources. The page's address
 * is permanent; `resourceId` is the check, or the update of a monitored one, whose content never changes.
 */
export async function attachEvidence<Kind extends Outcome>(
  ctx: ServiceContext,
  input: { check: Subject; document: ConfigDocument; outcome: Kind; resourceId: string },
): Promise<Kind> {
  const { check, document, outcome, resourceId } = input;
  if (outcome.kind !== "result") return outcome;
  const type = typeFor(document);
  const isGiven = (outcome.externalResources ?? []).length > 0;
  if (check.isDemo ? !isGiven : isGiven || type === null) return outcome;
  const url = await addressOf(ctx, check.providerId, resourceId);
  const externalResources: ExternalResource[] = check.isDemo
    ? (outcome.externalResources ?? []).map((resource) => ({ ...resource, url, id: resourceId }))
    : [{ type: type ?? "LINK", url, id: resourceId, label: LABEL }];
  return { ...outcome, externalResources };
}

/** Where both are declared the page is shown in place, which is more than a link to it. */
function typeFor(document: ConfigDocument): ExternalResource["type"] | null {
  if (hasFeature(document, "EXTERNAL_EMBED")) return "EMBED";
  return hasFeature(document, "EXTERNAL_LINK") ? "LINK" : null;
}

/** Without a query: what is signed begins with this very text (PROTOCOL 3.1). A slug never changes. */
async function addressOf(ctx: ServiceContext, providerId: string, resourceId: string): Promise<string> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ slug: providers.slug })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.id, providerId))),
  );
  return `${ctx.publicUrl}/p/${row?.slug ?? providerId}/resources/${resourceId}`;
}
