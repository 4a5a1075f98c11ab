import { describe, expect, it } from "vitest";
import { causeOf, KEY, NOW_MS, receive, TWIN_KEY } from "./testing/receive";

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
