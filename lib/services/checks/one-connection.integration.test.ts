import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Keyring } from "@/lib/crypto/keyring";
import { useHarness } from "@/lib/db/testing/harness";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { createDataKeyStore } from "../keyring";
import { acceptLiveCheck, liveProvider } from "../testing/live-check";
import { request, RIGHT, webhook } from "../testing/acme-world";
import { createSampleProvider } from "../testing/sample-provider";
import { receiveWebhook } from "../inbound";
import { Registry } from "../registry";
import { fetchOutcome, markReady, nextStep, notifyMaxsight, startUpstream } from ".";

/*
 * When verbs that hold a connection wait for a second one, a pool of any size can be full of verbs that wait for each
 * other; with a pool of one, the first such verb never ends. Every step has cold caches, as after a start.
 */
const harness = useHarness({ connections: 1 });
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((asked, response) => {
    asked.resume();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(asked.url === "/checks" ? { id: "acme-1" } : { callback_id: newId() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const cold = (ctx: ServiceContext): ServiceContext => ({
  ...ctx,
  keyring: new Keyring(harness.rootKey, createDataKeyStore(harness.db)),
});

it("no step of a check needs a second connection while it holds one", { timeout: 20_000 }, async () => {
  const ctx = await harness.newTenant();
  const outcome = '{ "kind": "pending", "providerReference": body.id }';
  const operations = { start: { request: request("/checks"), outcome }, ...webhook(RIGHT) };
  const { slug } = await createSampleProvider(ctx, {
    apiBaseUrl: url,
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    connector: { kind: "http", base_url: url, operations },
  });
  const { check } = await acceptLiveCheck(await liveProvider(harness.runtime, cold(ctx), slug));
  const { id: checkId, providerId, reference, maxsightId, environment } = check;
  const named = { providerId, reference, maxsightId, environment };

  expect(await startUpstream(cold(ctx), { checkId })).toMatchObject({ do: "wait", for: "provider" });
  await markReady(cold(ctx), named);
  const rawBody = Buffer.from(JSON.stringify({ check_id: "acme-1", verdict: "ok", who: "Ada" }));
  const received = await receiveWebhook(
    { ...harness.runtime, keyring: cold(ctx).keyring },
    new Registry(harness.runtime),
    {
      slug,
      method: "POST",
      target: `/hooks/${slug}`,
      headers: {},
      rawBody,
      nowMs: Date.now(),
      remoteAddress: null,
    },
  );
  expect(received).toMatchObject({ status: "accepted", checkId });
  const step = await nextStep(cold(ctx), { checkId });
  if (step.do !== "notify") throw new Error(`the lifecycle wants to ${step.do}`);
  await notifyMaxsight(cold(ctx), { checkId, notificationId: step.notificationId });
  expect(await fetchOutcome(cold(ctx), named)).toMatchObject({
    status: "final",
    outcome: { kind: "result" },
  });
  expect(await nextStep(cold(ctx), { checkId })).toEqual({ do: "end" });
});
