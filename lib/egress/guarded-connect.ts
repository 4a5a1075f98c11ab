import { lookup, type LookupAddress } from "node:dns";
import { isIP, connect as connectTcp, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { callbackify, promisify } from "node:util";
import type { buildConnector } from "undici";
import type { AddressPolicy } from "./address-policy";
import { EgressError } from "./egress-error";
import { rememberConnection } from "./socket-timings";

const lookupAll = promisify(lookup);

// The longest that any caller may wait for a connection; a caller's own limit is shorter and ends its request, not this.
const CONNECT_LIMIT_MS = 30_000;

/**
 * Makes undici's connections: resolves the name once, refuses what the policy refuses, and connects to exactly the
 * addresses that were checked, so that a name cannot change its mind between the check and the connection.
 */
export function createGuardedConnect(policy: AddressPolicy): buildConnector.connector {
  const open = callbackify(async (target: buildConnector.Options) => {
    const startedAtMs = performance.now();
    const addresses = await resolveAllowed(target, policy);
    const dnsMs = performance.now() - startedAtMs;
    return openSocket({ target, addresses, startedAtMs, dnsMs });
  });
  return (target, callback) => {
    open(target, (error, socket) => (error === null ? callback(null, socket) : callback(error, null)));
  };
}

/** The addresses of the target that may be called. Throws `EgressError` with the reason when none may. */
async function resolveAllowed(
  target: buildConnector.Options,
  policy: AddressPolicy,
): Promise<LookupAddress[]> {
  const hostname = stripBrackets(target.hostname);
  const addresses = await resolveHost(hostname);
  const isPlainHttp = target.protocol === "http:";
  const verdicts = addresses.map(({ address }) => policy({ address, port: portOf(target), isPlainHttp }));
  const allowed = addresses.filter((_, index) => verdicts[index] === null);
  if (allowed.length > 0) return allowed;
  throw new EgressError(verdicts.find((verdict) => verdict !== null) ?? "dns_failed");
}

async function resolveHost(hostname: string): Promise<LookupAddress[]> {
  const family = isIP(hostname);
  if (family !== 0) return [{ address: hostname, family }];
  try {
    return await lookupAll(hostname, { all: true });
  } catch (error) {
    throw new EgressError("dns_failed", error);
  }
}

type Opening = {
  target: buildConnector.Options;
  addresses: LookupAddress[];
  startedAtMs: number;
  dnsMs: number;
};

function openSocket(opening: Opening): Promise<Socket> {
  const { target, startedAtMs, dnsMs } = opening;
  const isTls = target.protocol === "https:";
  const socket = isTls ? openTls(opening) : openTcp(opening);
  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  return new Promise((resolve, reject) => {
    let connectedAtMs: number | null = null;
    const timer = setTimeout(() => socket.destroy(new EgressError("connect_timeout")), CONNECT_LIMIT_MS);
    socket.once("connect", () => (connectedAtMs = performance.now()));
    // Stays attached: an error between this connection and undici's own listeners must not end the process.
    socket.on("error", (error) => {
      clearTimeout(timer);
      const isHandshake = isTls && connectedAtMs !== null && !(error instanceof EgressError);
      reject(isHandshake ? new EgressError("tls_failed", error) : error);
    });
    socket.once(isTls ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      const nowMs = performance.now();
      const tcpAtMs = connectedAtMs ?? nowMs;
      const connectMs = tcpAtMs - startedAtMs - dnsMs;
      rememberConnection(socket, { startedAtMs, dnsMs, connectMs, tlsMs: isTls ? nowMs - tcpAtMs : null });
      resolve(socket);
    });
  });
}

function openTcp({ target, addresses }: Opening): Socket {
  return connectTcp({ host: hostOf(target, addresses), port: portOf(target), lookup: pinned(addresses) });
}

function openTls({ target, addresses }: Opening): Socket {
  const hostname = stripBrackets(target.hostname);
  const servername = isIP(hostname) === 0 ? hostname : "";
  return connectTls({
    host: hostOf(target, addresses),
    port: portOf(target),
    lookup: pinned(addresses),
    servername,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
  });
}

// A literal address is connected to as it was checked; a name goes through `pinned`, which asks nobody again.
function hostOf(target: buildConnector.Options, addresses: LookupAddress[]): string {
  const [only, ...others] = addresses;
  return only !== undefined && others.length === 0 ? only.address : stripBrackets(target.hostname);
}

function pinned(addresses: LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family ?? 0);
  };
}

function portOf(target: buildConnector.Options): number {
  return target.port === "" ? (target.protocol === "https:" ? 443 : 80) : Number(target.port);
}

function stripBrackets(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
