import { and, eq } from "drizzle-orm";
import type { StoredAnswer } from "@/lib/connectors/http/remap";
import { exchanges, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { getCheckRow, loadCheckWork } from "../checks";
import type { ServiceContext } from "../context";
import type { StoredMessage } from "../exchanges";
import { findJsonPayload } from "../payloads";

type ReadSample = {
  operation: "start" | "poll";
  answer: StoredAnswer;
  work: Awaited<ReturnType<typeof loadCheckWork>>;
};

/** One stored answer with the check it was given for. Throws NotFoundError, ConflictError when its body is gone. */
export async function readSample(
  ctx: ServiceContext,
  { slug, exchangeId }: { slug: string; exchangeId: string },
): Promise<ReadSample> {
  const found = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({ exchange: exchanges })
      .from(exchanges)
      .innerJoin(providers, eq(providers.id, exchanges.providerId))
      .where(
        and(
          eq(exchanges.tenantId, ctx.tenantId),
          eq(exchanges.id, exchangeId),
          eq(exchanges.peer, "provider"),
          eq(exchanges.direction, "out"),
          eq(providers.slug, slug),
        ),
      );
    if (row === undefined) return null;
    const body = await findJsonPayload<StoredMessage>(ctx, tx, row.exchange.responsePayloadId);
    return { ...row.exchange, body };
  });
  if (found === null || found.checkId === null) throw new NotFoundError("This answer does not exist.");
  const { body, status, operation } = found;
  if (body === null) throw new ConflictError("The provider's answer was deleted after its retention period.");
  if (body.truncated === true)
    throw new ConflictError("The provider's answer was too large to be kept whole.");
  const check = await getCheckRow(ctx, found.checkId as CheckId);
  return {
    operation: operation === "start" ? "start" : "poll",
    answer: {
      status: status ?? 0,
      headers: body.headers,
      body: Buffer.from(body.body, body.encoding),
    },
    work: await loadCheckWork(ctx, check),
  };
}
