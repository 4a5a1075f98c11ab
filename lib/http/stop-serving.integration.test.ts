import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { findFreePort } from "@/scripts/supervise/ports.mjs";
import { listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import type { ServiceContext } from "@/lib/services/context";
import { createSampleProvider, sampleIndividual } from "@/lib/services/testing/sample-provider";
import { startWebProcess } from "@/workflows/testing/own-process";
import { sendSigned } from "./protocol/testing/signed-client";

const harness = useHarness();
let slow: Server;
let calls = 0;
let ctx: ServiceContext;

/** Answers after as many milliseconds as its path says. */
beforeAll(async () => {
  slow = createServer((request, response) => {
    calls += 1;
    setTimeout(
      () => {
        response.setHeader("content-type", "application/json");
        response.end('{"decision":"PASS"}');
      },
      Number(request.url?.split("/").at(-1)),
    );
  });
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  ctx = await harness.newTenant();
});
afterAll(() => {
  slow.closeAllConnections();
  slow.close();
});

/** A web process with a synchronous check under way at a provider that answers after `delayMs`. */
async function startCheck(input: { delayMs: number; graceSeconds: number }) {
  calls = 0;
  const { slug, signingKey, secret } = await createSampleProvider(ctx, {
    connector: {
      kind: "http",
      base_url: `http://127.0.0.1:${(slow.address() as AddressInfo).port}`,
      auth: { type: "none" },
      operations: {
        start: {
          request: { method: "POST", path: `/${input.delayMs}` },
          timeout_ms: 50_000,
          outcome: '{ "kind": "result", "result": { "decision": body.decision, "summary": "Fine." } }',
        },
      },
    },
  });
  const port = await findFreePort();
  const web = await startWebProcess({
    databaseUrl: harness.databaseUrl,
    rootKey: harness.rootKey,
    temporal: {
      TEMPORAL_ADDRESS: "127.0.0.1:9",
      TEMPORAL_NAMESPACE: "default",
      TEMPORAL_API_KEY: undefined,
      TEMPORAL_TLS: false,
    },
    port,
    graceSeconds: input.graceSeconds,
  });
  const body = {
    id: randomUUID(),
    demo_result: null,
    commercial_relationship: "DIRECT",
    check_input: sampleIndividual(),
    provider_config: {},
    provider_credentials: { api_token: "credential-7f3a" },
  };
  const answer = sendSigned(`http://127.0.0.1:${port}`, {
    method: "POST",
    target: `/p/${slug}/checks`,
    signingKey,
    body,
  });
  await expect.poll(() => calls, { timeout: 10_000 }).toBe(1);
  return { web, answer, slug, secret };
}

async function storedCheck(slug: string) {
  const { items } = await listChecks(ctx, { filter: { provider: slug }, page: FIRST_PAGE });
  const { state, outcome, decision, errorType } = items[0] ?? {};
  return { rows: items.length, state, outcome, decision, errorType };
}

/** What a person, a customer or a provider gave us has no place in a log. */
function expectNothingPersonal(log: readonly string[], secret: string): void {
  const text = log.join("\n");
  for (const given of [
    "Musterfrau",
    "1990-01-31",
    "ada@example.com",
    "0131 496",
    "credential-7f3a",
    secret,
  ]) {
    expect(text).not.toContain(given);
  }
}

describe("a web process that is told to end", () => {
  it("lets a synchronous check have its provider's answer first", async () => {
    const { web, answer, slug, secret } = await startCheck({ delayMs: 2_000, graceSeconds: 10 });
    const startedMs = Date.now();
    const ended = web.kill("SIGTERM");
    expect((await answer).json).toMatchObject({ errors: [], result: { decision: "PASS" } });
    expect(await ended).toBe(0);
    expectNothingPersonal(web.log, secret);
    expect(Date.now() - startedMs).toBeLessThan(6_000);
    expect(await storedCheck(slug)).toEqual({
      rows: 1,
      state: "finished",
      outcome: "result",
      decision: "PASS",
      errorType: null,
    });
  });

  it("answers and stores an error for one whose provider is slower than its own end", async () => {
    const { web, answer, slug, secret } = await startCheck({ delayMs: 30_000, graceSeconds: 5 });
    const ended = web.kill("SIGTERM");
    expect(await answer).toMatchObject({
      status: 200,
      json: { errors: [{ type: "PROVIDER_CONNECTION", message: "The provider did not answer in time." }] },
    });
    expect(await ended).toBe(0);
    expectNothingPersonal(web.log, secret);
    expect(await storedCheck(slug)).toEqual({
      rows: 1,
      state: "finished",
      outcome: "errors",
      decision: "ERROR",
      errorType: "PROVIDER_CONNECTION",
    });
  });
});
