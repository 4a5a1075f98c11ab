import { and, eq } from "drizzle-orm";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import type { StoredMessage } from "./exchange-row";
import { maskBody, maskRefusal } from "./mask";

/** One message as a person may see it: headers as sent, the body masked; null when nothing is stored (any more). */
export type MaskedMessage = { headers: Record<string, string>; body: string } | null;

/** Header values that could be replayed or belong to a session. What signs a request is not its secret. */
const HIDDEN_HEADERS = new Set(["cookie", "set-cookie", "proxy-authorization", "x-api-key"]);

/** Request and response of one exchange, masked. */
export async function getExchangeBodies(
  ctx: ServiceContext,
  input: { exchangeId: string },
): Promise<{ request: MaskedMessage; response: MaskedMessage }> {
  requireScope(ctx, "checks:read");
  if (!isUuid(input.exchangeId)) throw new NotFoundError("This exchange does not exist.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({
        request: exchanges.requestPayloadId,
        response: exchanges.responsePayloadId,
        peer: exchanges.peer,
        direction: exchanges.direction,
        status: exchanges.status,
      })
      .from(exchanges)
      .where(and(eq(exchanges.tenantId, ctx.tenantId), eq(exchanges.id, input.exchangeId)));
    if (row === undefined) throw new NotFoundError("This exchange does not exist.");
    return {
      request: mask(await findJsonPayload<StoredMessage>(ctx, tx, row.request)),
      response: mask(
        await findJsonPayload<StoredMessage>(ctx, tx, row.response),
        isRefusalByMaxsight(row) ? maskRefusal : maskBody,
      ),
    };
  });
}

function isRefusalByMaxsight(
  row: Pick<typeof exchanges.$inferSelect, "peer" | "direction" | "status">,
): boolean {
  return row.peer === "maxsight" && row.direction === "out" && (row.status ?? 0) >= 400;
}

/** Half of a JSON text cannot be masked member by member, so nothing of it is shown. */
const CUT = "Only the first 64 KiB of this body are kept, which is too little to mask it.";

function mask(
  message: (Omit<StoredMessage, "body"> & { body: unknown }) | null,
  maskText: (body: string) => string = maskBody,
): MaskedMessage {
  if (message === null) return null;
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    HIDDEN_HEADERS.has(name) ? "•••" : value,
  ]);
  // The start request is stored once, parsed, as the check's input; every other message as text.
  const body = typeof message.body === "string" ? message.body : JSON.stringify(message.body);
  const isShown = message.truncated !== true || maskText !== maskBody;
  return { headers: Object.fromEntries(headers), body: isShown ? maskText(body) : CUT };
}
