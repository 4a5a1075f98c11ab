import { describe, expect, it } from "vitest";
import { storedAnswer, storedMessage } from "./exchange-row";
import { providerExchange } from "./provider-exchange";

const KEPT = 65_536;
const MARKER = "\n[cut after 64 KiB]";

describe("an answer kept as evidence", () => {
  it("is whole up to 64 KiB", () => {
    expect(storedAnswer({}, Buffer.alloc(KEPT, "x"))).toEqual({
      headers: {},
      body: "x".repeat(KEPT),
      encoding: "utf8",
    });
  });

  it("is cut after it, says so, and cuts no character in two", () => {
    const cut = storedAnswer({}, Buffer.from("x".repeat(KEPT - 1) + "€uro"));
    expect(cut).toEqual({
      headers: {},
      body: "x".repeat(KEPT - 1) + MARKER,
      encoding: "utf8",
      truncated: true,
    });
  });

  it("is cut where it is no text, too", () => {
    const cut = storedAnswer({}, Buffer.alloc(KEPT + 10, 0xff));
    expect(cut).toMatchObject({ encoding: "base64", truncated: true });
    expect(Buffer.from(cut.body, "base64")).toHaveLength(KEPT);
  });

  it("is whole where a mapping may have to read it again", () => {
    const big = Buffer.alloc(KEPT * 2, "x");
    const exchange = {
      method: "GET",
      url: "https://acme.example/v2",
      requestHeaders: {},
      requestBody: null,
      status: 200,
      responseHeaders: {},
      responseBody: big,
      truncated: false,
      errorCode: null,
      remoteAddress: null,
      startedAtMs: 0,
      durationMs: 1,
      timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 1 },
    };
    const kept = (operation: "poll" | "search") =>
      providerExchange({ providerId: "p", checkId: null }, { operation, attempt: 1, exchange }).response;
    expect(kept("poll")).toEqual(storedMessage({}, big));
    expect(kept("search")).toMatchObject({ truncated: true });
  });
});
