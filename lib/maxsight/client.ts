import type { HttpClient, HttpExchange, HttpRequest } from "@/lib/egress/http-exchange";
import { retryAfterMsOf } from "@/lib/egress/retry-after";
import { MAXSIGHT_PATHS } from "@/lib/protocol/environment";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { findAckId } from "./ack-id";

// PRODUCT defaults: a notification that takes longer is tried again.
const TOTAL_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5000;
const MAX_STORED_BYTES = 65_536;
const CUT_MARKER = Buffer.from("\n[cut after 64 KiB]");
const MAX_IMAGE_BYTES = 20_000_000;
const IMAGE_TIMEOUT_MS = 60_000;

/** Where to send and how to sign: both belong to one signing key of the provider. */
export type MaxsightPeer = { apiBaseUrl: string; signingKey: SigningKey };

/** Whom a notification is about. */
export type CheckIdentity = { providerId: string; reference: string };

export type Acknowledged = {
  exchange: HttpExchange;
  /** `callback_id` or `notification_id`, when a 2xx answer holds one. */
  ackId: string | null;
  /** The wait that Maxsight asks for, in ms. */
  retryAfterMs: number | null;
};

export type DownloadedImage = {
  exchange: HttpExchange;
  /** `null` unless the answer was 2xx. Throws `EgressError` when it breaks off or is larger than 20 MB. */
  body: AsyncIterable<Uint8Array> | null;
};

/** Our side of the calls that Maxsight takes. Every call is signed at the moment it is sent; none is ever thrown. */
export type MaxsightClient = {
  /** PROTOCOL 10.9. */
  sendCallback(
    call: MaxsightPeer & CheckIdentity & { customData?: Record<string, unknown> },
  ): Promise<Acknowledged>;
  /** PROTOCOL 10.10. */
  sendMonitoredNotify(call: MaxsightPeer & CheckIdentity & { updateId: string }): Promise<Acknowledged>;
  /** PROTOCOL 10.11; signed without Digest, for there is no body. */
  downloadImage(call: MaxsightPeer & { imageId: string; timeoutMs?: number }): Promise<DownloadedImage>;
};

/** `now` gives epoch ms and is asked when a call is sent. */
export function createMaxsightClient({ http, now }: { http: HttpClient; now: () => number }): MaxsightClient {
  const notify = async (
    peer: MaxsightPeer,
    path: string,
    body: Record<string, unknown>,
  ): Promise<Acknowledged> => {
    const request = signedRequest(peer, {
      method: "POST",
      path,
      body: Buffer.from(JSON.stringify(body)),
      nowMs: now(),
    });
    const exchange = await http.request(request);
    const isTaken = exchange.status !== null && exchange.status >= 200 && exchange.status <= 299;
    return {
      exchange: exchange.truncated
        ? { ...exchange, responseBody: Buffer.concat([exchange.responseBody, CUT_MARKER]) }
        : exchange,
      ackId: isTaken ? findAckId(exchange.responseBody) : null,
      retryAfterMs: retryAfterMsOf(exchange),
    };
  };
  return {
    sendCallback: ({ providerId, reference, customData, ...peer }) =>
      notify(peer, MAXSIGHT_PATHS.callbacks, {
        provider_id: providerId,
        reference,
        ...(customData === undefined ? {} : { custom_data: customData }),
      }),
    sendMonitoredNotify: ({ providerId, reference, updateId, ...peer }) =>
      notify(peer, MAXSIGHT_PATHS.monitoredNotify, {
        provider_id: providerId,
        reference,
        update_id: updateId,
      }),
    downloadImage: ({ imageId, timeoutMs = IMAGE_TIMEOUT_MS, ...peer }) => {
      const path = MAXSIGHT_PATHS.image(imageId);
      const request = signedRequest(peer, { method: "GET", path, body: null, nowMs: now() });
      return http.stream({ ...request, timeoutMs, maxResponseBytes: MAX_IMAGE_BYTES });
    },
  };
}

type Unsigned = { method: string; path: string; body: Buffer | null; nowMs: number };

function signedRequest(peer: MaxsightPeer, { method, path, body, nowMs }: Unsigned): HttpRequest {
  const url = peer.apiBaseUrl.replace(/\/$/, "") + path;
  // An address that is no URL is refused by the client; signing only needs something in its place.
  const { host, pathname, search } = URL.canParse(url)
    ? new URL(url)
    : { host: "", pathname: path, search: "" };
  const target = pathname + search;
  const headers = signRequest({ method, target, host, body, signingKey: peer.signingKey, nowMs });
  return {
    method,
    url,
    headers: { ...headers, Accept: body === null ? "*/*" : "application/json" },
    body: body ?? undefined,
    timeoutMs: TOTAL_TIMEOUT_MS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    maxResponseBytes: MAX_STORED_BYTES,
  };
}
