import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { type BlockList, isIP } from "node:net";
import { blockListOf, listHolds, parseCidrRule } from "@/lib/egress/cidr";
import { MisconfiguredError } from "@/lib/errors";
import { isForwarded, isLoopback } from "@/lib/observability/metrics-access";

/** The proxies of GATEHOUSE_TRUSTED_PROXIES. Throws MisconfiguredError for what is no address or range. */
export function parseTrustedProxies(texts: readonly string[]): BlockList {
  const rules = texts.map((text) => {
    const rule = parseCidrRule(text);
    if (rule === null || rule.port !== null) {
      throw new MisconfiguredError(`GATEHOUSE_TRUSTED_PROXIES: ${text} is no address or range (10.0.0.0/8).`);
    }
    return rule;
  });
  return blockListOf(rules);
}

/**
 * Who sent a request: the peer of the connection, or, when that is a trusted proxy, the right-most address of
 * X-Forwarded-For that is not. What stands left of it anybody can have written. Where a trusted proxy wrote what is no
 * address, the proxy itself is the answer: it is on nobody's list.
 */
export function clientAddressOf(
  request: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
  trusted: BlockList,
): string | null {
  const { remoteAddress } = request.socket;
  let nearest = remoteAddress === undefined ? null : toAddress(remoteAddress);
  for (const hop of hopsOf(request.headers["x-forwarded-for"])) {
    if (nearest === null || !listHolds(trusted, nearest)) return nearest;
    const address = toAddress(hop);
    if (address === null) return nearest;
    nearest = address;
  }
  return nearest;
}

/** Nearest hop first. */
function hopsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(",") : (header ?? "");
  return text === "" ? [] : text.split(",").toReversed();
}

/** The address alone: some proxies add a port, and a dual-stack socket maps IPv4 into IPv6. */
function toAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const plain = bare.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(plain) === 0 ? null : plain;
}

/*
 * Next gives its handlers no socket, and a header could be forged; so server.ts says for whom it calls Next. On globalThis,
 * because Next's bundle loads this module a second time in the same process.
 */
type Caller = { address: string | null; isDirect: boolean };
const KEY = Symbol.for("gatehouse.caller");

function callers(): AsyncLocalStorage<Caller> {
  const holder = globalThis as { [KEY]?: AsyncLocalStorage<Caller> };
  holder[KEY] ??= new AsyncLocalStorage();
  return holder[KEY];
}

/** Runs what answers a request so that `currentClientAddress` knows who sent it. */
export function onBehalfOf<Result>(request: IncomingMessage, trusted: BlockList, work: () => Result): Result {
  const isDirect = !isForwarded(request.headers);
  return callers().run({ address: clientAddressOf(request, trusted), isDirect }, work);
}

/** Who sent the request that is being answered; null where server.ts does not run in front. */
export function currentClientAddress(): string | null {
  return callers().getStore()?.address ?? null;
}

/** Whether the request came from this very host and through no proxy. */
export function isFromThisHost(): boolean {
  const caller = callers().getStore();
  return caller !== undefined && caller.isDirect && isLoopback(caller.address);
}
