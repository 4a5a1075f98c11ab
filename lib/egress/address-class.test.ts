import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./address-class";

const REFUSED = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "168.63.129.16",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "localhost",
  "",
];

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.1",
  "172.32.0.1",
  "192.0.1.1",
  "223.255.255.254",
  "2606:4700::1111",
  "2a00:1450::8",
  "2001:4860:4860::8888",
];

describe("isPublicAddress", () => {
  it.each(REFUSED)("does not take %s for public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(PUBLIC)("takes %s for public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("takes no IPv6 form of a private IPv4 address for public", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const privateV4 = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    );
    fc.assert(
      fc.property(privateV4, ([a, b, c, d]) => {
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const forms = [
          `::ffff:${hex}`,
          `::ffff:${a}.${b}.${c}.${d}`,
          `::${hex}`,
          `2002:${hex}::`,
          `64:ff9b::${hex}`,
        ];
        expect(forms.filter(isPublicAddress)).toEqual([]);
        expect(isPublicAddress(`${a}.${b}.${c}.${d}`)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with the first bits of an IPv6 address: nothing outside 2000::/3 is public", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const isGlobalUnicast = (groups[0]! & 0xe000) === 0x2000;
        const address = groups.map((value) => value.toString(16)).join(":");
        if (!isGlobalUnicast) expect(isPublicAddress(address)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
