import { MisconfiguredError } from "@/lib/errors";
import { isPublicAddress } from "./address-class";
import { blockListOf, listHolds, parseCidrRule, type CidrRule } from "./cidr";
import type { EgressErrorCode } from "./egress-errors";

/** Where a connection is about to be made. */
export type ConnectTarget = { address: string; port: number; isPlainHttp: boolean };

/** `null`: the connection may be made. */
export type AddressPolicy = (target: ConnectTarget) => EgressErrorCode | null;

/**
 * Public addresses may be called over https. Everything else needs an exception (`CIDR` or `CIDR:port`), which also
 * permits plain http; `refusePorts` stay refused at every address that is not public, whatever the exceptions say.
 */
export function createAddressPolicy(options: {
  allow: readonly string[];
  refusePorts: readonly number[];
}): AddressPolicy {
  const rules = options.allow.map(toRule);
  const everyPort = blockListOf(rules.filter((rule) => rule.port === null));
  const byPort = new Map(
    rules.flatMap(({ port }) =>
      port === null ? [] : [[port, blockListOf(rules.filter((rule) => rule.port === port))]],
    ),
  );
  const refusedPorts = new Set(options.refusePorts);

  return ({ address, port, isPlainHttp }) => {
    const isPublic = isPublicAddress(address);
    if (!isPublic && refusedPorts.has(port)) return "port_refused";
    const list = byPort.get(port);
    if (listHolds(everyPort, address) || (list !== undefined && listHolds(list, address))) return null;
    if (!isPublic) return "address_refused";
    return isPlainHttp ? "scheme_refused" : null;
  };
}

function toRule(text: string): CidrRule {
  const rule = parseCidrRule(text);
  if (rule === null) {
    throw new MisconfiguredError(
      `EGRESS_ALLOW: "${text}" is not CIDR or CIDR:port, such as 127.0.0.0/8 or 10.1.0.0/16:443.`,
    );
  }
  return rule;
}
