import { BlockList, isIP } from "node:net";

/** A range of addresses, and the one port it is about (`null`: every port). */
export type CidrRule = { address: string; prefix: number; family: "ipv4" | "ipv6"; port: number | null };

const WITH_PORT_V4 = /^([^:]+?):(\d{1,5})$/;
const WITH_PORT_V6 = /^\[([^\]]+)\](?:\/(\d{1,3}))?(?::(\d{1,5}))?$/;

/** `127.0.0.0/8`, `10.1.2.3`, `10.0.0.0/8:5432`, `fd00::/8`, `[fd00::]/8:443`; `null` for anything else. */
export function parseCidrRule(text: string): CidrRule | null {
  const v6 = WITH_PORT_V6.exec(text);
  if (v6 !== null) return toRule({ address: v6[1] ?? "", prefix: v6[2], port: v6[3] });
  const v4 = WITH_PORT_V4.exec(text);
  const [range, port] = v4 === null ? [text, undefined] : [v4[1] ?? "", v4[2]];
  const [address = "", prefix, ...rest] = range.split("/");
  return rest.length > 0 ? null : toRule({ address, prefix, port });
}

type RawRule = { address: string; prefix: string | undefined; port: string | undefined };

function toRule({ address, prefix, port }: RawRule): CidrRule | null {
  const version = address.includes("%") ? 0 : isIP(address);
  if (version === 0) return null;
  const bits = version === 4 ? 32 : 128;
  const length = numberBetween(prefix ?? String(bits), 0, bits);
  const portNumber = port === undefined ? null : numberBetween(port, 1, 65_535);
  if (length === null || (port !== undefined && portNumber === null)) return null;
  return { address, prefix: length, family: version === 4 ? "ipv4" : "ipv6", port: portNumber };
}

function numberBetween(text: string, min: number, max: number): number | null {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? value : null;
}

/** Whether `text` is an address or a range without a port. */
export function isCidr(text: string): boolean {
  return parseCidrRule(text)?.port === null;
}

/** A list to check addresses against; an IPv4-mapped IPv6 address is checked as the IPv4 address it stands for. */
export function blockListOf(rules: readonly CidrRule[]): BlockList {
  const list = new BlockList();
  for (const rule of rules) list.addSubnet(rule.address, rule.prefix, rule.family);
  return list;
}

/** Whether `list` holds `address`, whichever family it is of. `false` for what is no address. */
export function listHolds(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
}
