import { setTimeout as sleep } from "node:timers/promises";
import { EgressError } from "@/lib/egress/egress-error";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { createMaxsightClient, type MaxsightPeer } from "@/lib/maxsight/client";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { contentTypeOf } from "@/lib/protocol/file-types";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, prepareExchanges, storedAnswer, storedMessage } from "../exchanges";
import { asTenant } from "@/lib/db/tenant";
import type { ImageOwner } from "./image-owner";
import { readPeer } from "./read-peer";
import { storeImage, type StoredImage } from "./stored-images";
import { unusable, type WantedImage } from "./wanted-images";

export type ImageDownload =
  | { status: "stored"; image: StoredImage }
  | { status: "failed"; error: ProtocolError }
  | { status: "out_of_time" };

type Wish = { check: ImageOwner; image: WantedImage; deadlineMs: number; fairTryMs: number };

/** Access is granted when the check is instructed (PROTOCOL 10.11); a moment later should be enough. */
const PAUSES_MS = [500, 2000];
const MIN_TRY_MS = 500;

/**
 * Downloads one image, signed with the key of the check, and stores it. Trouble that may pass is met twice more. Each try
 * is recorded, without its bytes.
 */
export async function downloadImage(ctx: ServiceContext, wish: Wish): Promise<ImageDownload> {
  if (wish.deadlineMs - ctx.now().getTime() < wish.fairTryMs) return { status: "out_of_time" };
  const peer = await readPeer(ctx, wish.check);
  for (let attempt = 1; ; attempt += 1) {
    const timeoutMs = Math.max(MIN_TRY_MS, wish.deadlineMs - ctx.now().getTime());
    const tried = await tryOnce(ctx, { ...wish, peer, attempt, timeoutMs });
    if (tried.status !== "again") return tried;
    const pauseMs = PAUSES_MS[attempt - 1];
    const isOver = ctx.now().getTime() + (pauseMs ?? 0) + MIN_TRY_MS > wish.deadlineMs;
    if (pauseMs === undefined || isOver) return { status: "failed", error: tried.error };
    await sleep(pauseMs);
  }
}

type Tried = ImageDownload | { status: "again"; error: ProtocolError };

async function tryOnce(
  ctx: ServiceContext,
  wish: Wish & { peer: MaxsightPeer; attempt: number; timeoutMs: number },
): Promise<Tried> {
  const { peer, image, timeoutMs } = wish;
  const client = createMaxsightClient({ http: ctx.http, now: () => ctx.now().getTime() });
  const { exchange, body } = await client.downloadImage({ ...peer, imageId: image.id, timeoutMs });
  const read = body === null ? { bytes: null, errorCode: exchange.errorCode } : await readAll(body);
  const seen = { ...exchange, errorCode: read.errorCode };
  const facts = exchangeFacts(ctx, { ...wish, exchange: seen, size: read.bytes?.length ?? null });
  if (read.bytes === null || read.bytes.length === 0) {
    await recordOnly(ctx, facts);
    return judge(seen, image);
  }
  const { id: checkId } = wish.check;
  const contentType = typeOf(exchange, read.bytes);
  const stored = await storeImage(ctx, { checkId, image, contentType, bytes: read.bytes, exchange: facts });
  return { status: "stored", image: stored };
}

/** What Maxsight says, else what the bytes say (OPEN 39). Whether a provider can use it is for the provider to say. */
function typeOf({ responseHeaders }: HttpExchange, bytes: Uint8Array): string {
  const header = responseHeaders["content-type"];
  const declared = typeof header === "string" ? header : null;
  const isUsual = declared !== null && /^image\/[\w.+-]+$/.test(declared);
  const known = contentTypeOf({ declared, head: bytes, kind: "IMAGE" });
  return known ?? (isUsual ? declared : "application/octet-stream");
}

/**
 * The provider was never called, so PROVIDER_CONNECTION would accuse the wrong one (PROTOCOL 9.3): an image that is gone,
 * too large or no image is unusable input; anything else is between Maxsight and us.
 */
function judge({ status, errorCode }: HttpExchange, { at }: WantedImage): Tried {
  if (errorCode === "response_too_large")
    return { status: "failed", error: unusable("An image is larger than 20 MB.", at) };
  const failure: ProtocolError = {
    type: "INTEGRATION",
    message: "An image of this check could not be downloaded from Maxsight.",
    data: { field: at, ...(status === null ? {} : { status }) },
  };
  if (errorCode !== null || status === null) return { status: "again", error: failure };
  if (status >= 200 && status <= 299)
    return { status: "failed", error: unusable("An image of this check is empty.", at) };
  const isGone = NOT_THERE.has(status);
  const error = isGone ? unusable("An image of this check is not available at Maxsight.", at) : failure;
  return { status: isGone || MAY_PASS.has(status) || status >= 500 ? "again" : "failed", error };
}

/** Not granted looks like not there (PROTOCOL 10.11), and may be granted in a moment. */
const NOT_THERE: ReadonlySet<number> = new Set([403, 404, 410]);
const MAY_PASS: ReadonlySet<number> = new Set([408, 425, 429]);

type ReadBody = { bytes: Buffer | null; errorCode: HttpExchange["errorCode"] };

/** The client limits the size. The whole is needed once, to be encrypted; one image at a time. */
async function readAll(body: AsyncIterable<Uint8Array>): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks), errorCode: null };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { bytes: null, errorCode: error.egressCode };
  }
}

function exchangeFacts(
  ctx: ServiceContext,
  wish: Wish & { attempt: number; exchange: HttpExchange; size: number | null },
): ExchangeFacts {
  const { exchange } = wish;
  return {
    providerId: wish.check.providerId,
    checkId: wish.check.id,
    peer: "maxsight",
    direction: "out",
    operation: "image",
    attempt: wish.attempt,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    errorCode: exchange.errorCode,
    startedAtMs: exchange.startedAtMs,
    durationMs: Math.max(exchange.durationMs, ctx.now().getTime() - exchange.startedAtMs),
    requestSize: 0,
    responseSize: wish.size ?? exchange.responseBody.length,
    request: storedMessage(exchange.requestHeaders, null),
    response: exchange.status === null ? null : storedAnswer(exchange.responseHeaders, exchange.responseBody),
  };
}

async function recordOnly(ctx: ServiceContext, facts: ExchangeFacts): Promise<void> {
  const write = await prepareExchanges(ctx, [facts]);
  await asTenant(ctx.db, ctx.tenantId, write);
}
