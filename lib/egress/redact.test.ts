import { describe, expect, it } from "vitest";
import type { HttpExchange } from "./http-exchange";
import { createRedactor, redactExchange } from "./redact";

function exchangeOf(part: Partial<HttpExchange>): HttpExchange {
  return {
    method: "POST",
    url: "https://api.example.test/",
    requestHeaders: {},
    requestBody: null,
    status: 200,
    responseHeaders: {},
    responseBody: Buffer.alloc(0),
    truncated: false,
    errorCode: null,
    remoteAddress: null,
    startedAtMs: 0,
    durationMs: 1,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 1 },
    ...part,
  };
}

describe("createRedactor", () => {
  const redact = createRedactor([{ api_token: "s3cr&t token", nested: ["another-one"] }, null, "x", 123456]);

  it("finds a secret as it is, percent-encoded, in JSON and in base64", () => {
    expect(redact("a s3cr&t token b")).toBe("a [redacted] b");
    expect(redact("?t=s3cr%26t%20token&x=1")).toBe("?t=[redacted]&x=1");
    expect(redact(`b64 ${Buffer.from("s3cr&t token").toString("base64")}`)).toBe("b64 [redacted]");
    expect(redact("another-one 123456")).toBe("[redacted] [redacted]");
  });

  it("leaves text alone that happens to hold a very short value", () => {
    expect(redact("x marks the spot")).toBe("x marks the spot");
  });
});

describe("redactExchange", () => {
  it("removes credentials from headers, URL and bodies of both directions", () => {
    const redacted = redactExchange(
      exchangeOf({
        url: "https://me:pass@api.example.test/?key=topsecret",
        requestHeaders: { authorization: "Bearer topsecret", "x-trace": "topsecret-1", accept: "text/plain" },
        requestBody: Buffer.from('{"token":"topsecret"}'),
        responseHeaders: { "set-cookie": ["a=b"], "x-list": ["topsecret", "other"] },
        responseBody: Buffer.from("token topsecret is wrong"),
      }),
      createRedactor(["topsecret"]),
    );
    expect(redacted.url).toBe("https://[redacted]@api.example.test/?key=[redacted]");
    expect(redacted.requestHeaders).toEqual({
      authorization: "[redacted]",
      "x-trace": "[redacted]-1",
      accept: "text/plain",
    });
    expect(redacted.requestBody?.toString()).toBe('{"token":"[redacted]"}');
    expect(redacted.responseHeaders).toEqual({
      "set-cookie": "[redacted]",
      "x-list": ["[redacted]", "other"],
    });
    expect(redacted.responseBody.toString()).toBe("token [redacted] is wrong");
  });

  it("keeps the bytes of a body that is no text", () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80, 0x41]);
    const redacted = redactExchange(exchangeOf({ responseBody: bytes }), createRedactor(["topsecret"]));
    expect([...redacted.responseBody]).toEqual([0xff, 0x00, 0x80, 0x41]);
  });
});
