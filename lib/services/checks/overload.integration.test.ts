import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { expressionsFor } from "@/lib/connectors/for-definition";
import { useHarness } from "@/lib/db/testing/harness";
import type { ServiceContext } from "../context";
import { receiveWebhook } from "../inbound";
import { putSecret } from "../providers";
import { Registry } from "../registry";
import { acceptLiveCheck, type LiveProvider, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import { getCheckRow } from "./find-check";
import { runSynchronousCheck, startUpstream } from "./index";

const harness = useHarness();
let acme: FakeProvider;
beforeAll(async () => {
  acme = await startFakeProvider({});
});
afterAll(() => acme.stop());
beforeEach(() => {
  acme.reset();
  acme.script({ "POST /v2/things": { json: { id: "thing-1" } } });
});

const ENDLESS = "($f := function($n){ $f($n + 1) }; $f(1))";

/** Mappings of this tenant that take the threads for about four seconds. */
function occupyThreads(ctx: ServiceContext): Promise<unknown> {
  const lane = expressionsFor(ctx.tenantId).owed;
  return Promise.all(Array.from({ length: 8 }, () => lane.evaluate([ENDLESS], {})));
}

async function newWorld(type: string): Promise<LiveProvider> {
  const ctx = await harness.newTenant();
  const { slug } = await createSampleProvider(ctx, {
    config: { check_template: { type } },
    connector: {
      kind: "http",
      base_url: `${acme.url}/v2`,
      secrets: ["hook"],
      operations: {
        start: {
          request: {
            method: "POST",
            path: "/things",
            body: '{ "name": input.personal_details.name.family_name }',
          },
          outcome: `{ "kind": "pending", "providerReference": body.id }`,
        },
        webhook: {
          verify: {
            type: "hmac_sha256",
            header: "x-signature",
            payload: "{{ $string(body.n) }}",
            secret: "hook",
          },
          provider_reference: "body.id",
          outcome: '{ "kind": "pending" }',
        },
      },
    },
  });
  await putSecret(ctx, { slug, name: "hook", value: "secret" });
  return liveProvider(harness.runtime, ctx, slug);
}

describe("a crowd of mappings", () => {
  it("makes a lifecycle wait and start later, once", async () => {
    const { ctx, ...rest } = await newWorld("ONE_TIME_CALLBACK");
    const { check } = await acceptLiveCheck({ ctx, ...rest });
    const crowd = occupyThreads(ctx);
    await expect(startUpstream(ctx, { checkId: check.id })).rejects.toMatchObject({ code: "unavailable" });
    expect(await getCheckRow(ctx, check.id)).toMatchObject({ state: "accepted", startedAt: null });
    expect(acme.calls).toHaveLength(0);
    await crowd;
    await startUpstream(ctx, { checkId: check.id });
    expect(await getCheckRow(ctx, check.id)).toMatchObject({
      state: "in_progress",
      providerReference: "thing-1",
    });
    expect(acme.calls).toHaveLength(1);
  });

  it("answers a synchronous check with an error of ours after a short wait", async () => {
    const { ctx, registration, key } = await newWorld("ONE_TIME_SYNCHRONOUS");
    const { check, request } = await acceptLiveCheck({ ctx, registration, key });
    const crowd = occupyThreads(ctx);
    const deadlineMs = Date.now() + 20_000;
    const outcome = await runSynchronousCheck(ctx, { registration, check, request, config: {}, deadlineMs });
    expect(outcome).toMatchObject({ kind: "errors", errors: [{ type: "INTEGRATION" }] });
    expect(acme.calls).toHaveLength(0);
    await crowd;
  });

  it("leaves a webhook unanswered for its sender to repeat, and other tenants alone", async () => {
    const crowded = await newWorld("ONE_TIME_CALLBACK");
    const other = await newWorld("ONE_TIME_CALLBACK");
    const rawBody = Buffer.from('{"id":"thing-1","n":7}');
    const send = ({ registration }: LiveProvider) =>
      receiveWebhook(harness.runtime, new Registry(harness.runtime), {
        slug: registration.slug,
        method: "POST",
        target: `/hooks/${registration.slug}`,
        headers: { "x-signature": createHmac("sha256", "secret").update("7").digest("hex") },
        rawBody,
        nowMs: Date.now(),
        remoteAddress: "127.0.0.1",
      });
    const crowd = occupyThreads(crowded.ctx);
    const [refused, taken] = await Promise.allSettled([send(crowded), send(other)]);
    expect(refused).toMatchObject({ reason: { code: "unavailable" } });
    expect(taken).toMatchObject({ value: { status: "accepted" } });
    await crowd;
    expect(await send(crowded)).toMatchObject({ status: "accepted" });
  });
});
