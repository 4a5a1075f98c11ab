import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSecret } from "./secret";
import { type SignRequestInput, signRequest } from "./sign-request";
import type { SignatureVerdict } from "./signature-verdict";
import { type VerifyRequestInput, verifyRequest } from "./verify-request";
import { anyText as hostileText } from "../testing/any-text";

const KEY = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
/** The same first eight characters, another secret. */
const TWIN_KEY = parseSecret("AAECAwQFffffffffffffffffffffffffffffffffffg=");
const OTHER_KEY = parseSecret("h/BTMtonCqWQggdfEv47tMEFbc1RwRdqCnbHSRvk5WU=");
const NOW_MS = Date.UTC(2023, 9, 24, 12, 24, 50);
const BODY = new TextEncoder().encode('{"id":"4e496b20-d256-444e-a329-d20c7298e842"}');

const KEYS = { [KEY.keyId]: [KEY], [OTHER_KEY.keyId]: [OTHER_KEY] };
const findKeys = (keyId: string) => (Object.hasOwn(KEYS, keyId) ? (KEYS[keyId] ?? []) : []);

type Changes = Partial<VerifyRequestInput> & { header?: Record<string, string | string[] | undefined> };

/** A correctly signed POST, then changed on its way. */
function receive(signing: Partial<SignRequestInput> = {}, changes: Changes = {}): SignatureVerdict {
  const request = {
    method: "POST",
    target: "/p/acme/checks",
    host: "gate.test:4400",
    body: BODY,
    ...signing,
  };
  const signed = signRequest({ signingKey: KEY, nowMs: NOW_MS, ...request });
  const headers = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { header, ...rest } = changes;
  return verifyRequest({
    method: request.method,
    target: request.target,
    headers: { ...headers, ...header },
    body: request.body ?? new Uint8Array(),
    keys: findKeys,
    nowMs: NOW_MS,
    rules: "integration",
    ...rest,
  });
}

const reasonOf = (verdict: SignatureVerdict) => (verdict.ok ? "accepted" : verdict.reason);
const causeOf = (verdict: SignatureVerdict) => (verdict.ok ? "accepted" : verdict.explanation.cause);

const authorization = (change: (value: string) => string, signing: Partial<SignRequestInput> = {}) => {
  const signed = signRequest({
    method: "POST",
    target: "/p/acme/checks",
    host: "gate.test:4400",
    body: BODY,
    signingKey: KEY,
    nowMs: NOW_MS,
    ...signing,
  });
  return { header: { authorization: change(signed["Authorization"] ?? "") } };
};

describe("what is accepted", () => {
  it("takes a request as Maxsight signs it and says which key it was", () => {
    expect(receive()).toEqual({ ok: true, keyId: "AAECAwQF", key: KEY });
  });

  it.each(["GMT", "UTC", "UT", "Z", "+0000", "-0000"])("takes the date suffix %s", (dateSuffix) => {
    expect(reasonOf(receive({ dateSuffix }))).toBe("accepted");
  });

  it("applies a numeric offset", () => {
    const threeHours = 3 * 3600 * 1000;
    expect(reasonOf(receive({ dateSuffix: "+0300", nowMs: NOW_MS + threeHours }))).toBe("accepted");
    expect(reasonOf(receive({ dateSuffix: "-0300", nowMs: NOW_MS - threeHours }))).toBe("accepted");
    expect(reasonOf(receive({ dateSuffix: "+0300" }))).toBe("date_outside_window");
  });

  it.each([30, -30])("takes a date exactly %i seconds away", (seconds) => {
    expect(reasonOf(receive({ nowMs: NOW_MS + seconds * 1000 }))).toBe("accepted");
  });

  it.each(["hs2019", "HS2019", "hmac-sha256", "HMAC-SHA256"])("takes the algorithm name %s", (algorithm) => {
    expect(reasonOf(receive({ algorithm }))).toBe("accepted");
  });

  it("takes a missing algorithm, a missing final quote, blanks after commas and any order", () => {
    expect(
      reasonOf(
        receive(
          {},
          authorization((value) => value.replace('algorithm="hs2019",', "")),
        ),
      ),
    ).toBe("accepted");
    expect(reasonOf(receive({ dropFinalQuote: true }))).toBe("accepted");
    expect(
      reasonOf(
        receive(
          {},
          authorization((value) => value.replaceAll(",", ",  ")),
        ),
      ),
    ).toBe("accepted");
    const reversed = (value: string) => `sIgNaTuRe ${value.slice(10).split(",").toReversed().join(",")}`;
    expect(reasonOf(receive({}, authorization(reversed)))).toBe("accepted");
  });

  it("does not need host to be signed", () => {
    expect(reasonOf(receive({ signedHeaders: ["(request-target)", "date", "digest"] }))).toBe("accepted");
  });

  it("takes a query that was signed, and one that was left out of the signature", () => {
    expect(reasonOf(receive({ target: "/p/acme/checks?a=1" }))).toBe("accepted");
    expect(reasonOf(receive({}, { target: "/p/acme/checks?a=1" }))).toBe("accepted");
  });

  it("takes a GET without digest and a POST with an empty body", () => {
    expect(reasonOf(receive({ method: "GET", body: null }))).toBe("accepted");
    expect(reasonOf(receive({ body: new Uint8Array() }))).toBe("accepted");
  });

  it("finds the right one of several keys with the same id", () => {
    expect(receive({}, { keys: () => [TWIN_KEY, KEY] })).toEqual({ ok: true, keyId: "AAECAwQF", key: KEY });
  });

  it("decides by the first supported of several digests, whatever the case of its name", () => {
    const lowerCase = signedWithDigest(
      (digest) => `md5=AAAA, ${digest.replace("SHA-256", "sha-256")}, SHA-256=wrong`,
    );
    expect(reasonOf(lowerCase)).toBe("accepted");
    expect(reasonOf(signedWithDigest(() => "md5=AAAA"))).toBe("digest_unsupported");
  });
});

/** Signs over a changed Digest header, as a caller with other habits would. */
function signedWithDigest(change: (digest: string) => string): SignatureVerdict {
  const unsigned = signRequest({
    method: "POST",
    target: "/p/acme/checks",
    host: "gate.test",
    body: BODY,
    signingKey: KEY,
    nowMs: NOW_MS,
  });
  const digest = change(unsigned["Digest"] ?? "");
  const headers = { host: "gate.test", date: unsigned["Date"] ?? "", digest };
  const text = `(request-target): post /p/acme/checks\nhost: gate.test\ndate: ${headers.date}\ndigest: ${digest}`;
  const signature = Buffer.from(hmac(text)).toString("base64");
  const value = `Signature keyId="AAECAwQF",signature="${signature}",headers="(request-target) host date digest"`;
  return verifyRequest({
    method: "POST",
    target: "/p/acme/checks",
    headers: { ...headers, authorization: value },
    body: BODY,
    keys: findKeys,
    nowMs: NOW_MS,
    rules: "integration",
  });
}

describe("what is refused, by rule", () => {
  it("needs exactly one Authorization header of scheme Signature", () => {
    expect(reasonOf(receive({}, { header: { authorization: undefined } }))).toBe("missing_authorization");
    expect(reasonOf(receive({}, { header: { authorization: [] } }))).toBe("missing_authorization");
    expect(reasonOf(receive({}, { header: { authorization: ["Signature a=b", "Signature a=b"] } }))).toBe(
      "multiple_authorization",
    );
    expect(reasonOf(receive({}, { header: { authorization: "Bearer abc" } }))).toBe("unsupported_scheme");
    expect(reasonOf(receive({}, { header: { authorization: "" } }))).toBe("unsupported_scheme");
  });

  it.each([
    ["no parameters", () => "Signature"],
    ["a duplicate name", (value: string) => `${value},algorithm="hs2019"`],
    ["a duplicate name in another case", (value: string) => `${value},KEYID="AAECAwQF"`],
    ["a parameter without =", (value: string) => `${value},opaque`],
    ["a trailing comma", (value: string) => `${value},`],
    ["no keyId", (value: string) => value.replace(/keyId="[^"]*",/, "")],
    ["no signature", (value: string) => value.replace(/signature="[^"]*",/, "")],
    ["an empty keyId", (value: string) => value.replace(/keyId="[^"]*"/, 'keyId=""')],
    ["an empty signature", (value: string) => value.replace(/signature="[^"]*"/, 'signature=""')],
    ["a quote missing in the middle", (value: string) => value.replace('AAECAwQF"', "AAECAwQF")],
    ["a character outside ASCII", (value: string) => value.replace("hs2019", "hs2019é")],
  ])("refuses %s", (_, change) => {
    expect(reasonOf(receive({}, authorization(change)))).toBe("malformed_authorization");
  });

  it("refuses other algorithms", () => {
    expect(reasonOf(receive({ algorithm: "rsa-sha256" }))).toBe("unsupported_algorithm");
  });

  it("needs target, date and, with a body, digest in the signed list", () => {
    expect(reasonOf(receive({ signedHeaders: ["date"] }))).toBe("target_not_signed");
    expect(reasonOf(receive({ signedHeaders: ["(request-target)", "digest"] }))).toBe("date_not_signed");
    expect(reasonOf(receive({ signedHeaders: ["(request-target)", "date"] }))).toBe("digest_not_signed");
    expect(
      reasonOf(
        receive(
          {},
          authorization((value) => value.replace(/,headers="[^"]*"/, "")),
        ),
      ),
    ).toBe("target_not_signed");
  });

  it("needs every listed header to be there", () => {
    expect(reasonOf(receive({}, { header: { digest: undefined } }))).toBe("digest_missing");
    expect(reasonOf(receive({}, { header: { host: undefined } }))).toBe("signed_header_missing");
    const withExtra = authorization((value) => value.replace("date digest", "date digest __proto__"));
    const verdict = receive({}, withExtra);
    expect(verdict).toMatchObject({
      reason: "signed_header_missing",
      explanation: { missingHeaders: ["__proto__"] },
    });
  });

  it.each([31, -31, 120, -120])("refuses a date %i seconds away", (seconds) => {
    expect(reasonOf(receive({ nowMs: NOW_MS + seconds * 1000 }))).toBe("date_outside_window");
  });

  it.each(["yesterday", "", "2023-10-24T12:24:50Z", "Tue, 31 Feb 2023 12:24:50 GMT"])(
    "refuses the date %j",
    (date) => {
      expect(reasonOf(receive({}, { header: { date } }))).toBe("date_malformed");
    },
  );

  it("refuses unknown keys and signatures that are not 32 bytes of base64", () => {
    expect(reasonOf(receive({}, { keys: () => [] }))).toBe("unknown_key");
    for (const signature of ["AAAA", "not base64!", `${"A".repeat(42)}==`, "A".repeat(5000)]) {
      const change = (value: string) => value.replace(/signature="[^"]*"/, `signature="${signature}"`);
      expect(reasonOf(receive({}, authorization(change)))).toBe("malformed_signature");
    }
  });
});

describe("Maxsight's own rules (PROTOCOL 19.4)", () => {
  const strict = { rules: "maxsight" } as const;

  it("takes what we send", () => {
    expect(reasonOf(receive({}, strict))).toBe("accepted");
    expect(reasonOf(receive({ method: "GET", body: null }, strict))).toBe("accepted");
    expect(reasonOf(receive({ dropFinalQuote: true }, strict))).toBe("accepted");
  });

  it.each(["UTC", "UT", "Z", "-0000", "+0000", "gmt"])("refuses the date suffix %s", (dateSuffix) => {
    expect(reasonOf(receive({ dateSuffix }, strict))).toBe("date_malformed");
  });

  it("ignores the algorithm's name", () => {
    expect(reasonOf(receive({ algorithm: "rsa-sha512" }, strict))).toBe("accepted");
  });

  it("refuses a signed digest without a body; tolerant rules only check it", () => {
    const emptyDigest = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const text = `(request-target): get /x\ndate: Tue, 24 Oct 2023 12:24:50 GMT\ndigest: ${emptyDigest}`;
    const signature = Buffer.from(hmac(text)).toString("base64");
    const request = {
      method: "GET",
      target: "/x",
      headers: {
        date: "Tue, 24 Oct 2023 12:24:50 GMT",
        digest: emptyDigest,
        authorization: `Signature keyId="AAECAwQF",signature="${signature}",headers="(request-target) date digest"`,
      },
      body: new Uint8Array(),
      keys: findKeys,
      nowMs: NOW_MS,
    };
    expect(reasonOf(verifyRequest({ ...request, rules: "maxsight" }))).toBe("digest_without_body");
    expect(reasonOf(verifyRequest({ ...request, rules: "integration" }))).toBe("accepted");
  });

  it("does not forgive a query that was not signed", () => {
    expect(reasonOf(receive({}, { ...strict, target: "/p/acme/checks?a=1" }))).toBe("signature_mismatch");
  });
});

describe("the explanation", () => {
  it("tells a wrong clock", () => {
    const verdict = receive({ nowMs: NOW_MS + 95_000 });
    expect(verdict).toMatchObject({
      explanation: { cause: "clock", skewSeconds: 95, isSignatureRight: true },
    });
  });

  it("tells an altered body", () => {
    const verdict = receive({}, { body: new TextEncoder().encode('{"id": "changed"}') });
    expect(verdict).toMatchObject({
      reason: "digest_mismatch",
      explanation: {
        cause: "altered_body",
        isSignatureRight: true,
        digest: {
          expected: "SHA-256=QFEYUjbNKqzedcqwZ3Y/rsDX822zMNGC29RtAcHmUbE=",
          received: "SHA-256=MZC0FA5GmMeYMkzczPS75u7Ibnfb/LdM+4ZJS+G8TZg=",
        },
      },
    });
  });

  it("tells a wrong secret behind a known id, and one used without decoding", () => {
    expect(causeOf(receive({ signingKey: TWIN_KEY }))).toBe("wrong_key");
    const keyText = new TextEncoder().encode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    expect(causeOf(receive({ signingKey: { keyId: "AAECAwQF", key: keyText } }))).toBe("key_not_decoded");
  });

  it("tells an unknown key id", () => {
    const verdict = receive({ signingKey: { keyId: "ZZZZZZZZ", key: KEY.key } });
    expect(verdict).toMatchObject({
      explanation: { cause: "unknown_key", keyId: "ZZZZZZZZ", isKeyKnown: false },
    });
  });

  it.each([
    ["a prefix was added", "/gateway/p/acme/checks", {}],
    ["a prefix was stripped", "/checks", { "x-forwarded-prefix": "/p/acme" }],
    ["a slash was added", "/p/acme/checks/", {}],
    ["the original is in a header", "/internal/42", { "x-original-uri": "/p/acme/checks" }],
  ])("tells a rewritten path: %s", (_, target, header) => {
    const verdict = receive({}, { target, header });
    expect(verdict).toMatchObject({
      reason: "signature_mismatch",
      explanation: { cause: "rewritten_target", signedTarget: "/p/acme/checks", signedHost: null },
    });
  });

  it("tells a rewritten host, also together with a path", () => {
    const header = { host: "10.0.0.7:3000", "x-forwarded-host": "gate.test:4400" };
    expect(receive({}, { header })).toMatchObject({
      explanation: { cause: "rewritten_host", signedHost: "gate.test:4400", signedTarget: null },
    });
    expect(causeOf(receive({}, { header, target: "/a/p/acme/checks" }))).toBe("rewritten_target_and_host");
  });

  it("shows the canonical string and what was covered", () => {
    const verdict = receive({ method: "GET", body: null }, { keys: () => [] });
    expect(verdict).toMatchObject({
      explanation: {
        canonicalString:
          "(request-target): get /p/acme/checks\nhost: gate.test:4400\ndate: Tue, 24 Oct 2023 12:24:50 GMT",
        coveredHeaders: ["(request-target)", "host", "date"],
        digest: null,
      },
    });
  });
});

describe("any input", () => {
  const anyText = fc.oneof(hostileText, fc.string({ maxLength: 200 }));
  const nearlyRight = fc
    .array(
      fc.constantFrom(
        'keyId="AAECAwQF"',
        'signature="AAAA"',
        'headers="(request-target) date',
        ",",
        '"',
        "=",
        " ",
      ),
      { maxLength: 12 },
    )
    .map((parts) => `Signature ${parts.join("")}`);
  const anyHeader = fc.oneof(
    anyText,
    nearlyRight,
    fc.array(anyText, { maxLength: 3 }),
    fc.constant(undefined),
  );

  it("gives a verdict and never throws", () => {
    const request = fc.record({
      method: anyText,
      target: anyText,
      headers: fc.record({
        authorization: anyHeader,
        date: anyHeader,
        digest: anyHeader,
        host: anyHeader,
        "x-forwarded-host": anyHeader,
        "x-forwarded-prefix": anyHeader,
      }),
      body: fc.uint8Array({ maxLength: 64 }),
      nowMs: fc.integer(),
      rules: fc.constantFrom("integration" as const, "maxsight" as const),
    });
    fc.assert(
      fc.property(request, (input) => {
        const verdict = verifyRequest({ ...input, keys: findKeys });
        expect(verdict.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("gives a verdict for a signed request with one character changed", () => {
    const signed = signRequest({
      method: "POST",
      target: "/p/acme/checks",
      host: "gate.test:4400",
      body: BODY,
      signingKey: KEY,
      nowMs: NOW_MS,
    });
    const headers = Object.fromEntries(
      Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const name = fc.constantFrom("authorization", "date", "digest", "host");
    fc.assert(
      fc.property(name, fc.nat(), fc.integer({ min: 0, max: 0xffff }), (header, position, unit) => {
        const value = headers[header] ?? "";
        const at = position % value.length;
        const changed = value.slice(0, at) + String.fromCharCode(unit) + value.slice(at + 1);
        const verdict = receive({}, { header: { [header]: changed } });
        if (changed.toLowerCase() !== value.toLowerCase() && header !== "authorization")
          expect(verdict.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("accepts whatever was signed with the same key, and only that", () => {
    const segment = fc.constantFrom("a", "checks", "b%2Fc", "é", "~", "..", "?x=1&y", "%");
    const request = fc.record({
      method: fc.constantFrom("GET", "POST", "PUT"),
      target: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`),
      host: fc.constantFrom("gate.test", "gate.test:4400", "127.0.0.1", "[::1]:80"),
      body: fc.uint8Array({ maxLength: 100 }),
      dropFinalQuote: fc.boolean(),
    });
    fc.assert(
      fc.property(request, fc.constantFrom("integration" as const, "maxsight" as const), (sent, rules) => {
        expect(reasonOf(receive(sent, { rules }))).toBe("accepted");
        expect(reasonOf(receive({ ...sent, signingKey: TWIN_KEY }, { rules }))).toBe("signature_mismatch");
        expect(receive(sent, { rules, body: new Uint8Array([...sent.body, 0]) }).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

function hmac(text: string): Uint8Array {
  return createHmac("sha256", KEY.key).update(text).digest();
}
