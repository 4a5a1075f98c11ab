import { describe, expect, it } from "vitest";
import { signRequest } from "./sign-request";
import { type SignatureVerdict } from "./signature-verdict";
import {
  authorization,
  BODY,
  findKeys,
  hmac,
  KEY,
  NOW_MS,
  reasonOf,
  receive,
  TWIN_KEY,
} from "./testing/receive";
import { verifyRequest } from "./verify-request";

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
