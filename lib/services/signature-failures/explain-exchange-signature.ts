import { and, eq } from "drizzle-orm";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { digestOf } from "@/lib/protocol/signature/digest";
import { requireScope, type ServiceContext } from "../context";
import type { StoredMessage } from "../exchanges";
import { findJsonPayload } from "../payloads";
import { type ExplainedSignature, explainWith, keyIdOf } from "./explain-signature";
import type { ReadRequest } from "./pasted-request";
import { type ProviderKey, readKeysById } from "./provider-keys";

/**
 * The signature of a stored call with Maxsight, judged at the moment it was made: one that came by our rules, one that
 * we sent by Maxsight's stricter ones. null where nothing is signed: calls to a provider, requests that are not kept any
 * more. Throws NotFoundError.
 */
export async function explainExchangeSignature(
  ctx: ServiceContext,
  input: { exchangeId: string },
): Promise<ExplainedSignature | null> {
  requireScope(ctx, "checks:read");
  const { row, request } = await readExchange(ctx, input.exchangeId);
  return explainStored(row, request, (keyId) => readKeysById(ctx, { providerId: row.providerId, keyId }));
}

type CallRow = Pick<
  typeof exchanges.$inferSelect,
  "peer" | "direction" | "method" | "url" | "startedAt" | "providerId"
>;

/** As `explainExchangeSignature`, for whoever has read the exchange and its request already. */
export async function explainStored(
  row: CallRow,
  stored: StoredRequest | null,
  keysById: (keyId: string) => Promise<readonly ProviderKey[]>,
): Promise<ExplainedSignature | null> {
  if (row.peer !== "maxsight" || stored === null) return null;
  const isOurs = row.direction === "out";
  const request = toRequest(row, stored);
  const keyId = keyIdOf(request);
  if (keyId === null) return null;
  const keys = await keysById(keyId);
  const explain = (candidate: ReadRequest) =>
    explainWith(keys.map(asItWas), {
      request: candidate,
      arrivedAt: row.startedAt,
      rules: isOurs ? "maxsight" : "integration",
      isBodyExact: isBodyExact(candidate),
    });
  const asKept = explain(request);
  const explained = asKept.report.isGood || isOurs ? asKept : explain(withForwardedHost(request));
  return { ...(explained.report.isGood ? explained : asKept), key: keys[0]?.about ?? null };
}

/** Behind a proxy that rewrites Host the door verifies with the forwarded one, where it is told to trust it. */
function withForwardedHost(request: ReadRequest): ReadRequest {
  const forwarded = request.headers["x-forwarded-host"]?.[0]?.split(",")[0]?.trim();
  return forwarded === undefined
    ? request
    : { ...request, headers: { ...request.headers, host: [forwarded] } };
}

/** The key verified then, whatever has become of it since; what it is today is told beside the verdict. */
const asItWas = <Key extends { about: { state: string } }>(key: Key): Key => ({
  ...key,
  about: { ...key.about, state: "active" },
});

async function readExchange(ctx: ServiceContext, id: string) {
  if (!isUuid(id)) throw new NotFoundError("This exchange does not exist.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select()
      .from(exchanges)
      .where(and(eq(exchanges.tenantId, ctx.tenantId), eq(exchanges.id, id)));
    if (row === undefined) throw new NotFoundError("This exchange does not exist.");
    return {
      row,
      request: await findJsonPayload<StoredRequest>(ctx, tx, row.requestPayloadId),
    };
  });
}

/** The start request is kept once, parsed, as the check's input. */
export type StoredRequest = Pick<StoredMessage, "headers"> & { body: unknown; encoding?: "utf8" | "base64" };

function toRequest(row: { method: string; url: string }, stored: StoredRequest): ReadRequest {
  const target = URL.canParse(row.url) ? `${new URL(row.url).pathname}${new URL(row.url).search}` : row.url;
  const headers = Object.entries(stored.headers).map(
    ([name, value]) => [name, [value]] as [string, string[]],
  );
  return { method: row.method, target, headers: Object.fromEntries(headers), body: bodyOf(stored) };
}

function bodyOf({ body, encoding }: StoredRequest): Buffer {
  if (typeof body === "string") return Buffer.from(body, encoding ?? "utf8");
  return body === null || body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

/** Credentials are taken out before anything is kept, so most requests of Maxsight are not there byte for byte. */
function isBodyExact({ headers, body }: ReadRequest): boolean {
  const digest = headers["digest"]?.[0];
  return digest === undefined ? body.length === 0 : digest === digestOf(body);
}
