import { and, desc, eq } from "drizzle-orm";
import { updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { isMonitored } from "@/lib/protocol/check-template";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { CheckRow } from "../checks";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";

/** Files of older updates are asked for too, but not of all that a monitored check had in its years. */
const MAX_UPDATES = 20;

/** Whether a stored result of the check names this file (PROTOCOL 11.5). */
export async function isNamedByResult(
  ctx: ServiceContext,
  check: CheckRow,
  reference: string,
): Promise<boolean> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const older = isMonitored(check.checkTemplate)
      ? await tx
          .select({ id: updates.resultPayloadId })
          .from(updates)
          .where(and(eq(updates.tenantId, ctx.tenantId), eq(updates.checkId, check.id)))
          .orderBy(desc(updates.number))
          .limit(MAX_UPDATES)
      : [];
    const bodies = new Set([check.resultPayloadId, ...older.map((row) => row.id)]);
    for (const id of bodies) {
      const outcome = await findJsonPayload<FinalOutcome>(ctx, tx, id);
      if (outcome !== null && fileReferencesOf(outcome).has(reference)) return true;
    }
    return false;
  });
}

/** Every `provider_reference` of an image and `reference` of a file in a result's documents. */
export function fileReferencesOf(outcome: FinalOutcome): ReadonlySet<string> {
  const documents = outcome.kind === "result" ? listOf(outcome.output?.["documents"]) : [];
  const references = documents.flatMap((document) => [
    ...listOf(document["images"]).map((image) => image["provider_reference"]),
    ...listOf(document["files"]).map((file) => file["reference"]),
  ]);
  return new Set(references.filter((reference) => typeof reference === "string"));
}

function listOf(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}
