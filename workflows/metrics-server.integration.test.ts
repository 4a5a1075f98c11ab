import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLogger } from "@/lib/observability/logger";
import { findFreePort } from "@/scripts/supervise/ports.mjs";
import { serveWorkerMetrics } from "./metrics-server";

const log = createLogger({ name: "test", level: "silent" });
const source = { contentType: "text/plain; version=0.0.4", read: async () => "gatehouse_sample 1\n" };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(token?: string, port?: number) {
  const served = await serveWorkerMetrics(
    {
      WORKER_METRICS_HOST: "127.0.0.1",
      WORKER_METRICS_PORT: port ?? (await findFreePort()),
      METRICS_TOKEN: token,
    },
    source,
    log,
  );
  closing.push(served.close);
  return served.port;
}

async function get(port: number | null, path = "/metrics", headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

describe("a worker's metrics", () => {
  it("are for this host only where no token is set", async () => {
    const port = await serve();
    expect(await get(port)).toEqual({ status: 200, text: "gatehouse_sample 1\n" });
    expect((await get(port, "/metrics", { "x-forwarded-for": "203.0.113.7" })).status).toBe(404);
    expect((await get(port, "/")).status).toBe(404);
  });

  it("are for whoever has the token", async () => {
    const port = await serve("0123456789abcdef");
    expect((await get(port)).status).toBe(401);
    expect((await get(port, "/metrics", { authorization: "Bearer 0123456789abcdeX" })).status).toBe(401);
    const right = { authorization: "Bearer 0123456789abcdef", "x-forwarded-for": "203.0.113.7" };
    expect((await get(port, "/metrics", right)).status).toBe(200);
  });

  it("are off at port 0, and missing where the port is taken", async () => {
    expect(await serve(undefined, 0)).toBe(null);
    const other = createServer();
    const port = await findFreePort();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    closing.push(() => new Promise((resolve) => other.close(resolve)));
    expect(await serve(undefined, port)).toBe(null);
  });
});
