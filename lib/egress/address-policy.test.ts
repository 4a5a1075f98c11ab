import { describe, expect, it } from "vitest";
import { createAddressPolicy } from "./address-policy";

const https = (address: string, port = 443) => ({ address, port, isPlainHttp: false });
const http = (address: string, port = 80) => ({ address, port, isPlainHttp: true });

describe("createAddressPolicy", () => {
  it("lets https go to public addresses and refuses plain http there", () => {
    const policy = createAddressPolicy({ allow: [], refusePorts: [] });
    expect(policy(https("8.8.8.8"))).toBeNull();
    expect(policy(http("8.8.8.8"))).toBe("scheme_refused");
  });

  it("refuses private addresses without an exception, whatever the scheme", () => {
    const policy = createAddressPolicy({ allow: [], refusePorts: [] });
    expect(policy(https("127.0.0.1"))).toBe("address_refused");
    expect(policy(http("169.254.169.254"))).toBe("address_refused");
    expect(policy(https("fd00:ec2::254"))).toBe("address_refused");
  });

  it("an exception permits the address and plain http", () => {
    const policy = createAddressPolicy({ allow: ["127.0.0.0/8", "fd12::/16"], refusePorts: [] });
    expect(policy(http("127.9.9.9", 8080))).toBeNull();
    expect(policy(http("::ffff:127.0.0.1", 8080))).toBeNull();
    expect(policy(https("fd12::1"))).toBeNull();
    expect(policy(https("10.0.0.1"))).toBe("address_refused");
  });

  it("an exception with a port permits that port only", () => {
    const policy = createAddressPolicy({ allow: ["127.0.0.1:9000", "[::1]:9001"], refusePorts: [] });
    expect(policy(http("127.0.0.1", 9000))).toBeNull();
    expect(policy(http("127.0.0.1", 9001))).toBe("address_refused");
    expect(policy(http("::1", 9001))).toBeNull();
  });

  it("keeps refused ports refused even under an exception, but only where our own services can be", () => {
    const policy = createAddressPolicy({ allow: ["127.0.0.0/8", "127.0.0.1:5432"], refusePorts: [5432] });
    expect(policy(http("127.0.0.1", 5432))).toBe("port_refused");
    expect(policy(https("8.8.8.8", 5432))).toBeNull();
  });

  it.each(["127.0.0.0/33", "localhost", "127.0.0.1:0", "127.0.0.1:70000", "1.2.3.4/8/9", "::1/129", ""])(
    "refuses to start with the exception %j",
    (text) => {
      expect(() => createAddressPolicy({ allow: [text], refusePorts: [] })).toThrow(/EGRESS_ALLOW/);
    },
  );
});
