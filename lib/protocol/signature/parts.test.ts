import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { parseAuthorization, parseSignatureParameters } from "./authorization-header";
import { checkDigest, digestOf } from "./digest";
import { formatHttpDate, parseHttpDate } from "./http-date";
import { parseSecret, secretFromBytes } from "./secret";
import { signResponse, verifyResponse } from "./sign-response";
import { anyText as hostileText } from "../testing/any-text";

const SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const KEY = parseSecret(SECRET);
const BODY = new TextEncoder().encode('{"errors":[],"warnings":[]}');

describe("secrets", () => {
  it("are named by their first eight characters and used decoded", () => {
    expect(KEY.keyId).toBe("AAECAwQF");
    expect(secretFromBytes(KEY.key)).toBe(SECRET);
  });

  it("have 32 bytes when they are registered, and any length when they verify", () => {
    expect(parseSecret("YWJjZGVmZ2g=").key).toHaveLength(8);
    expect(() => parseSecret("YWJjZGVmZ2g=", { requireLength32: true })).toThrow(
      new InvalidInputError("The secret must decode to 32 bytes; this one has 8."),
    );
    expect(parseSecret(SECRET, { requireLength32: true }).key).toHaveLength(32);
  });

  it.each([
    "",
    "AAAA",
    SECRET.slice(0, -1),
    SECRET.replace("A", "-"),
    `${SECRET} `,
    "====",
    "AAAA====",
    SECRET + SECRET,
  ])("refuses %j without repeating it", (text) => {
    expect(() => parseSecret(text)).toThrow(InvalidInputError);
    expect(() => parseSecret(text)).not.toThrow(text.length > 8 ? text : "\0");
  });
});

describe("dates", () => {
  it("round-trip in every suffix that means UTC", () => {
    const instant = fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => seconds * 1000);
    const suffix = fc.constantFrom("GMT", "UTC", "UT", "Z", "+0000", "-0000", "gmt");
    fc.assert(
      fc.property(instant, suffix, (ms, zone) => {
        expect(parseHttpDate(formatHttpDate(ms, zone))).toBe(ms);
      }),
    );
  });

  it.each([
    ["Tue, 24 Oct 2023 14:24:50 +0200", 1_698_150_290_000],
    ["Tue, 24 Oct 2023 06:54:50 -0530", 1_698_150_290_000],
    ["Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200_000],
    ["Sun, 1 Jan 2023 00:00:00 GMT", 1_672_531_200_000],
  ])("reads %s", (text, ms) => {
    expect(parseHttpDate(text)).toBe(ms);
  });

  it.each([
    "Thu, 29 Feb 2023 00:00:00 GMT",
    "Tue, 24 Oct 2023 24:00:00 GMT",
    "Tue, 24 Oct 2023 12:24:50",
    "Tue, 24 Oct 2023 12:24:50 CET",
    "Tue, 24 Oct 2023 12:24:50 +9900",
    "Tuesday, 24-Oct-23 12:24:50 GMT",
    " Tue, 24 Oct 2023 12:24:50 GMT",
  ])("does not read %j", (text) => {
    expect(parseHttpDate(text)).toBeNull();
  });
});

describe("digests", () => {
  it("compare over the bytes, whatever the case of the name and what else is listed", () => {
    const digest = digestOf(BODY);
    expect(digest).toBe("SHA-256=fNT4oKQxEgeyyeykXtJ3FHJG4HBW+kuX6mDECWqAeqM=");
    expect(checkDigest(digest, BODY)).toBe("match");
    expect(checkDigest(`MD5=x,  sHa-256=${digest.slice(8)}`, BODY)).toBe("match");
    expect(checkDigest(`SHA-256=x, ${digest}`, BODY)).toBe("mismatch");
    expect(checkDigest(digest, new Uint8Array())).toBe("mismatch");
    expect(checkDigest("SHA-512=x", BODY)).toBe("unsupported");
    expect(checkDigest("", BODY)).toBe("unsupported");
  });
});

describe("Authorization headers", () => {
  it("are read in any order, with blanks, unquoted numbers and a missing last quote", () => {
    expect(
      parseAuthorization(
        'Signature  signature="c2ln" , created=1698150290,\tkeyId="a,b" , headers="Host  DATE',
      ),
    ).toEqual({
      keyId: "a,b",
      signature: "c2ln",
      algorithm: null,
      signedHeaders: ["host", "date"],
      created: "1698150290",
      expires: null,
    });
  });

  it("give a reason for any other text, in linear time", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        parseAuthorization(text);
        parseSignatureParameters(text);
      }),
    );
    const hostile = `Signature ${'a="'.repeat(5000)}${",".repeat(5000)}${" ".repeat(5000)}`;
    const startedMs = performance.now();
    expect(parseAuthorization(hostile)).toBe("malformed_authorization");
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});

describe("response signatures (PROTOCOL 2.10)", () => {
  const signed = signResponse({ body: BODY, signingKey: KEY });
  const verify = (changes: Partial<Parameters<typeof verifyResponse>[0]>) =>
    verifyResponse({
      body: BODY,
      digest: signed.Digest,
      signature: signed.Signature,
      signingKey: KEY,
      ...changes,
    });

  it("say what is wrong", () => {
    expect(verify({})).toEqual({ ok: true });
    expect(verify({ body: new Uint8Array(1) })).toEqual({ ok: false, reason: "digest_mismatch" });
    expect(verify({ digest: null })).toEqual({ ok: false, reason: "digest_missing" });
    expect(verify({ signature: "nonsense" })).toEqual({ ok: false, reason: "malformed" });
    expect(verify({ signature: signed.Signature.replace('"digest"', '"date"') })).toEqual({
      ok: false,
      reason: "digest_not_signed",
    });
    expect(verify({ signingKey: { ...KEY, keyId: "ZZZZZZZZ" } })).toEqual({
      ok: false,
      reason: "unknown_key",
    });
    expect(verify({ signingKey: { ...KEY, key: new Uint8Array(32) } })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
