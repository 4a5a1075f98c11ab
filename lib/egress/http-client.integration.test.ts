import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient, type HttpRequest } from "./http-client";

let provider: FakeProvider;
const allowed = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [5432] });
const guarded = createHttpClient({ allow: [], refusePorts: [] });

beforeAll(async () => {
  provider = await startFakeProvider({
    script: {
      "GET /ok": { json: { ok: true } },
      "POST /echo": (call) => ({ text: call.body, headers: { "x-seen": String(call.headers["x-one"]) } }),
      "GET /slow": { delayMs: 2000, json: {} },
      "GET /hang": { fault: "hang" },
      "GET /reset": { fault: "reset" },
      "GET /half": { fault: "half", text: "x".repeat(1000), headers: { "content-length": "1000" } },
      "GET /trickle": { fault: "stall", text: "x".repeat(1000) },
      "GET /big": { text: "y".repeat(5000) },
      "GET /redirect": { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } },
      "GET /missing": { status: 404, json: { message: "no" } },
    },
  });
});

afterAll(async () => {
  await Promise.all([allowed.close(), guarded.close(), provider.stop()]);
});

function get(path: string, part: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    url: path.startsWith("/") ? provider.url + path : path,
    headers: {},
    timeoutMs: 5000,
    ...part,
  };
}

describe("request", () => {
  it("sends and records a call", async () => {
    const exchange = await allowed.request(
      get("/echo", {
        method: "POST",
        body: '{"a":1}',
        headers: { "X-One": "1", "content-type": "application/json" },
      }),
    );
    expect(exchange).toMatchObject({
      status: 200,
      errorCode: null,
      truncated: false,
      remoteAddress: "127.0.0.1",
    });
    expect(exchange.responseBody.toString()).toBe('{"a":1}');
    expect(exchange.responseHeaders["x-seen"]).toBe("1");
    expect(exchange.requestHeaders).toEqual({ "x-one": "1", "content-type": "application/json" });
    expect(exchange.requestBody?.toString()).toBe('{"a":1}');
    expect(exchange.timings.firstByteMs).toBeGreaterThan(0);
  });

  it("tells a new connection from a pooled one", async () => {
    const client = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
    const first = await client.request(get("/ok"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await client.request(get("/ok"));
    await client.close();
    expect(first.timings.connectMs).not.toBeNull();
    expect(second.timings.connectMs).toBeNull();
  });

  it.each([
    ["/hang", "timeout", 300],
    ["/slow", "timeout", 300],
    ["/reset", "reset", 5000],
    ["/half", "reset", 5000],
  ])("reports %s as %s", async (path, errorCode, timeoutMs) => {
    const exchange = await allowed.request(get(path, { timeoutMs }));
    expect(exchange.errorCode).toBe(errorCode);
    expect(exchange.durationMs).toBeLessThan(2000);
  });

  it("cuts a response that is too large and says so", async () => {
    const cut = await allowed.request(get("/big", { maxResponseBytes: 100 }));
    expect(cut).toMatchObject({ status: 200, truncated: true, errorCode: null });
    expect(cut.responseBody.length).toBe(100);
    const failed = await allowed.request(get("/big", { maxResponseBytes: 100, onTooLarge: "fail" }));
    expect(failed).toMatchObject({ truncated: true, errorCode: "response_too_large" });
  });

  it("never follows a redirect", async () => {
    const exchange = await allowed.request(get("/redirect"));
    expect(exchange).toMatchObject({ status: 302, errorCode: null });
  });

  it("stops when the caller gives up", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const exchange = await allowed.request(get("/hang", { signal: controller.signal }));
    expect(exchange.errorCode).toBe("aborted");
  });

  it("refuses loopback without an exception, in every spelling, before anything is sent", async () => {
    const port = new URL(provider.url).port;
    const callsBefore = provider.calls.length;
    const hosts = [
      "127.0.0.1",
      "0x7f.1",
      "2130706433",
      "017700000001",
      "127.1",
      "[::ffff:127.0.0.1]",
      "[::1]",
      "localhost",
      "127.0.0.1.",
    ];
    for (const host of hosts) {
      const exchange = await guarded.request(get(`http://${host}:${port}/ok`));
      expect({ host, status: exchange.status, code: exchange.errorCode }).toEqual({
        host,
        status: null,
        code: "address_refused",
      });
    }
    expect(provider.calls.length).toBe(callsBefore);
  });

  it.each([
    ["http://169.254.169.254/latest/meta-data", "address_refused"],
    ["http://[fd00:ec2::254]/latest", "address_refused"],
    ["https://[64:ff9b::a9fe:a9fe]/", "address_refused"],
    ["https://10.0.0.1/", "address_refused"],
    ["http://8.8.8.8/", "scheme_refused"],
    ["ftp://8.8.8.8/", "scheme_refused"],
    ["file:///etc/passwd", "scheme_refused"],
    ["https://user:pass@8.8.8.8/", "credentials_in_url"],
    ["not a url", "url_invalid"],
    ["http://127.0.0.1:5432/", "port_refused"],
    ["http://127.0.0.1:1/", "connect_refused"],
    ["https://no-such-host.invalid/", "dns_failed"],
  ])("reports %s as %s", async (url, errorCode) => {
    const exchange = await allowed.request(get(url));
    expect(exchange).toMatchObject({ status: null, errorCode });
  });

  it("reports a header that cannot be sent", async () => {
    const exchange = await allowed.request(get("/ok", { headers: { "x-one": "a\r\nb: c" } }));
    expect(exchange.errorCode).toBe("request_invalid");
  });

  it("reports https to a port that speaks http as a TLS failure", async () => {
    const exchange = await allowed.request(get(provider.url.replace("http:", "https:")));
    expect(exchange.errorCode).toBe("tls_failed");
  });

  describe("against a socket that is no HTTP server", () => {
    let server: Server;

    beforeAll(async () => {
      server = createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.on("data", () => socket.write("SSH-2.0-nonsense\r\n"));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterAll(() => server.close());

    it("reports what is no HTTP", async () => {
      const { port } = server.address() as AddressInfo;
      const exchange = await allowed.request(get(`http://127.0.0.1:${port}/`));
      expect(exchange.errorCode).toBe("protocol_error");
    });
  });
});

describe("stream", () => {
  it("survives a body that nobody reads", async () => {
    const { exchange } = await allowed.stream(get("/trickle", { timeoutMs: 150 }));
    expect(exchange.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await allowed.request(get("/ok"))).status).toBe(200);
  });

  it("hands the body of a good answer over in pieces", async () => {
    const { exchange, body } = await allowed.stream(get("/big"));
    expect(exchange).toMatchObject({ status: 200, errorCode: null });
    let size = 0;
    for await (const chunk of body ?? []) size += chunk.length;
    expect(size).toBe(5000);
  });

  it("reads an answer that is no success for the caller", async () => {
    const { exchange, body } = await allowed.stream(get("/missing"));
    expect(body).toBeNull();
    expect(exchange.responseBody.toString()).toBe('{"message":"no"}');
  });

  it.each([
    ["/big", { maxResponseBytes: 100 }, "response_too_large"],
    ["/half", {}, "reset"],
  ])("throws while reading %s when it cannot be completed", async (path, part, egressCode) => {
    const { body } = await allowed.stream(get(path, part));
    const reading = (async () => {
      for await (const chunk of body ?? []) expect(chunk.length).toBeGreaterThan(0);
    })();
    await expect(reading).rejects.toMatchObject({ egressCode });
  });
});
