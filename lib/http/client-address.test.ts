import { describe, expect, it } from "vitest";
import { MisconfiguredError } from "@/lib/errors";
import { clientAddressOf, parseTrustedProxies } from "./client-address";

const NONE = parseTrustedProxies([]);
const PROXIES = parseTrustedProxies(["10.0.0.0/8", "fd00::/8"]);

const from = (peer: string | undefined, forwarded?: string | string[]) => ({
  socket: { remoteAddress: peer },
  headers: { "x-forwarded-for": forwarded as string },
});

describe("the address of a caller", () => {
  it("is the peer where no proxy is trusted, whatever the header says", () => {
    expect(clientAddressOf(from("203.0.113.7", "198.51.100.1"), NONE)).toBe("203.0.113.7");
    expect(clientAddressOf(from("::ffff:203.0.113.7"), NONE)).toBe("203.0.113.7");
    expect(clientAddressOf(from(undefined, "198.51.100.1"), NONE)).toBe(null);
  });

  it("is the right-most one that no trusted proxy has", () => {
    expect(clientAddressOf(from("10.0.0.2", "198.51.100.1"), PROXIES)).toBe("198.51.100.1");
    expect(clientAddressOf(from("10.0.0.2", "127.0.0.1, 198.51.100.1"), PROXIES)).toBe("198.51.100.1");
    expect(clientAddressOf(from("10.0.0.2", "9.9.9.9,198.51.100.1 , 10.0.0.3"), PROXIES)).toBe(
      "198.51.100.1",
    );
    expect(clientAddressOf(from("::ffff:10.0.0.2", "2001:4860::8888"), PROXIES)).toBe("2001:4860::8888");
    expect(clientAddressOf(from("fd00::1", ["9.9.9.9", "198.51.100.1"]), PROXIES)).toBe("198.51.100.1");
  });

  it("is the peer when that is no trusted proxy", () => {
    expect(clientAddressOf(from("203.0.113.7", "198.51.100.1"), PROXIES)).toBe("203.0.113.7");
  });

  it("may be written with a port or in brackets", () => {
    expect(clientAddressOf(from("10.0.0.2", "198.51.100.1:4711"), PROXIES)).toBe("198.51.100.1");
    expect(clientAddressOf(from("10.0.0.2", "[2001:4860::8888]:443"), PROXIES)).toBe("2001:4860::8888");
    expect(clientAddressOf(from("10.0.0.2", "::ffff:198.51.100.1"), PROXIES)).toBe("198.51.100.1");
  });

  it("is the proxy's own where a trusted one wrote no address, and the farthest where all are trusted", () => {
    expect(clientAddressOf(from("10.0.0.2", "198.51.100.1, unknown"), PROXIES)).toBe("10.0.0.2");
    expect(clientAddressOf(from("10.0.0.2", ""), PROXIES)).toBe("10.0.0.2");
    expect(clientAddressOf(from("10.0.0.2", "10.0.0.9, 10.0.0.3"), PROXIES)).toBe("10.0.0.9");
  });
});

describe("trusted proxies", () => {
  it("are refused at start when they are no addresses", () => {
    expect(() => parseTrustedProxies(["caddy"])).toThrow(MisconfiguredError);
    expect(() => parseTrustedProxies(["10.0.0.0/8:80"])).toThrow(
      "GATEHOUSE_TRUSTED_PROXIES: 10.0.0.0/8:80 is no address or range (10.0.0.0/8).",
    );
  });
});
