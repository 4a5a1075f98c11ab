import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { jobs } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { createResendJob, getJob, ResendFilter } from "@/lib/services/jobs";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { useHarness } from "@/lib/db/testing/harness";
import { type OwnProcess, startWorkerProcess } from "./testing/own-process";
import { useTemporal } from "./testing/temporal";

const harness = useHarness();
const temporal = useTemporal();
const processes: OwnProcess[] = [];
const maxsight = { references: [] as string[] };
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { reference } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { reference: string };
      maxsight.references.push(reference);
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"callback_id":"cb-1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((started) => started.kill("SIGKILL")));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function startWorker(): Promise<OwnProcess> {
  const { databaseUrl, rootKey } = harness;
  const worker = await startWorkerProcess({ databaseUrl, rootKey, temporal: temporal.settings });
  processes.push(worker);
  return worker;
}

it("finishes a resend of many although its worker is killed in the middle", async () => {
  const ctx = await harness.newTenant();
  const provider = await createSampleProvider(ctx, {
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  for (let index = 0; index < 60; index += 1) {
    await insertSampleNotification(ctx, await insertSampleCheck(ctx, provider, { state: "result_ready" }), {
      state: "exhausted",
    });
  }
  const worker = await startWorker();
  const startedAt = performance.now();
  const job = await createResendJob(ctx, {
    filter: ResendFilter.parse({ state: "exhausted" }),
    reason: "after the outage",
    exclude: [],
    confirmed_total: 60,
    rate_per_second: 20,
  });
  await expect.poll(() => maxsight.references.length, { timeout: 20_000 }).toBeGreaterThan(20);
  await worker.kill("SIGKILL");
  const sentBefore = maxsight.references.length;
  // 20 a second towards one host, so a minute's worth cannot have left at once.
  expect(sentBefore).toBeLessThan(2 + ((performance.now() - startedAt) / 1000) * 20);
  const interrupted = await getJob(ctx, { id: job.id });
  expect(interrupted.state).toBe("running");
  expect(interrupted.pending).toBeGreaterThan(0);
  // What the end of the dead worker's lease does half a minute later.
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.update(jobs).set({ dueAt: new Date() }).where(eq(jobs.id, job.id)),
  );
  await startWorker();
  await expect.poll(async () => (await getJob(ctx, { id: job.id })).state, { timeout: 30_000 }).toBe("done");
  expect(await getJob(ctx, { id: job.id })).toMatchObject({
    total: 60,
    succeeded: 60,
    failed: 0,
    skipped: 0,
  });
  expect(new Set(maxsight.references).size).toBe(60);
  // Those that were under way when it died may be sent twice; no more.
  expect(maxsight.references.length).toBeLessThanOrEqual(70);
}, 90_000);
