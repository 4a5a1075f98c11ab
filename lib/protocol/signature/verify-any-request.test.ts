import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signRequest } from "./sign-request";
import { BODY, findKeys, KEY, NOW_MS, reasonOf, receive, TWIN_KEY } from "./testing/receive";
import { verifyRequest } from "./verify-request";
import { anyText as hostileText } from "../testing/any-text";

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
