import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startApiServer } from "@/app/api/testing/api-server";
import { ROUTES } from "@/app/api/v1/openapi.json/route-table";
import { breakers, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { provideRuntime } from "@/lib/http/runtime";
import { newId } from "@/lib/ids";
import { createApiKey } from "@/lib/services/api-keys";
import { getCheck, submitUpdate } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { getJob, listJobs, Pacer, runJob } from "@/lib/services/jobs";
import { FIRST_PAGE } from "@/lib/services/page";
import { asCompany, COMPANY, MONITORED, RIGHT, useAcmeWorld, WRONG } from "@/lib/services/testing/acme-world";
import {
  insertSampleCheck,
  insertSampleEvent,
  insertSampleNotification,
} from "@/lib/services/testing/sample-check";
import { createSampleProvider, type SampleProvider } from "@/lib/services/testing/sample-provider";
import { createUser } from "@/lib/services/users";
import { type Finished, gatehouse } from "./testing/gatehouse";

const world = useAcmeWorld();
const { acme, connector, newProvider, publish, started, telling } = world;
let api: { url: string; close: () => void };
let ctx: ServiceContext;
let env: Record<string, string>;

beforeAll(async () => {
  provideRuntime(world.harness.runtime);
  api = await startApiServer(ROUTES);
});
afterAll(() => api.close());
beforeEach(async () => {
  ctx = world.tenant();
  const { apiKey } = await createApiKey(ctx, { name: "cli", role: "tenant_admin" });
  env = { GATEHOUSE_URL: api.url, GATEHOUSE_API_KEY: apiKey };
});

const run = (...words: string[]): Promise<Finished> => gatehouse(words, env);
/** The answer of a command that went well, as a machine reads it. */
async function json(...words: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await run(...words, "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
}

async function stuck(provider: SampleProvider) {
  const check = await insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: new Date() });
  return insertSampleNotification(ctx, check, { state: "exhausted", lastErrorCode: "timeout" });
}

/** Does the jobs of this tenant as a worker would, without waiting for the pace. */
async function workOnJob(): Promise<void> {
  const pacer = new Pacer();
  pacer.take = async (_, { signal }) => !signal.aborted;
  const ready = async () => (await listJobs(ctx, { filter: { state: "ready" }, page: FIRST_PAGE })).items[0];
  await expect.poll(ready, { timeout: 20_000 }).toBeDefined();
  const job = await ready();
  if (job === undefined) throw new Error("no job");
  await runJob(ctx, { jobId: job.id, pacer, signal: new AbortController().signal, leaseMs: 30_000 });
}

describe("notifications resend", () => {
  it("of many shows what would happen, and then does it and shows how far it is", async () => {
    const provider = await createSampleProvider(ctx, { apiBaseUrl: acme.url });
    await stuck(provider);
    const other = await stuck(provider);
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.insert(breakers).values({
        id: newId(),
        tenantId: ctx.tenantId,
        scope: "maxsight_host",
        key: "https://parked.test",
        state: "open",
      }),
    );
    await insertSampleNotification(ctx, await insertSampleCheck(ctx, provider, { state: "result_ready" }), {
      state: "exhausted",
      lastErrorCode: "timeout",
      apiBaseUrl: "https://parked.test",
    });
    const filter = ["--state", "exhausted", "--provider", provider.slug, "--error-code", "timeout"];
    const shown = await run("notifications", "resend", ...filter, "--exclude", "host_parked");
    expect(shown.code).toBe(0);
    expect(shown.out).toContain("2 notifications would be sent again, at most 20 a second for each host.");
    expect(shown.out).toContain("1 wait for a host whose breaker is open (--exclude host_parked)");
    expect(shown.out).toContain(other.id);
    expect(shown.out).toContain("Nothing was done yet; add --yes and --reason to do it.");
    expect(acme.calls).toEqual([]);

    const wish = [...filter, "--exclude", "host_parked", "--yes", "--reason", "Maxsight is back"];
    const doing = run("notifications", "resend", ...wish);
    await workOnJob();
    const { code, out, err } = await doing;
    expect(err).toBe("");
    expect(out).toContain("done  2/2  2 well, 0 failed, 0 skipped");
    expect(code).toBe(0);
    expect(acme.calls).toHaveLength(2);
  });

  it("takes a selection, and the newest notification of checks", async () => {
    const provider = await createSampleProvider(ctx, { apiBaseUrl: acme.url });
    const [one, two] = [await stuck(provider), await stuck(provider)];
    await stuck(provider);
    expect(await json("notifications", "resend", "--id", one.id, "--id", two.id)).toMatchObject({ total: 2 });
    expect(await json("notifications", "resend", "--check-id", one.checkId)).toMatchObject({
      total: 1,
      sample: [{ id: one.id }],
    });
    expect(
      await json("notifications", "resend", "--check-state", "result_ready", "--check-demo", "false"),
    ).toMatchObject({ total: 3 });
  });

  it("does nothing where nothing matches", async () => {
    const words = ["notifications", "resend", "--state", "parked", "--yes", "--reason", "Maxsight is back"];
    expect(await run(...words)).toMatchObject({
      code: 1,
      err: "No notifications match; nothing was done.\n",
    });
  });
});

describe("jobs", () => {
  it("are listed, shown item by item, paused, resumed and cancelled", async () => {
    const provider = await createSampleProvider(ctx, { apiBaseUrl: acme.url });
    const notification = await stuck(provider);
    const words = [
      "notifications",
      "resend",
      "--state",
      "exhausted",
      "--yes",
      "--reason",
      "Maxsight is back",
    ];
    const made = await json(...words, "--detach");
    const id = String(made["id"]);
    expect(await json("jobs", "list", "--kind", "resend")).toMatchObject({ data: [{ id, state: "ready" }] });
    expect(await json("jobs", "pause", id, "--reason", "Not now")).toMatchObject({ state: "paused" });
    expect((await run("jobs", "list")).out).toMatch(/resend +paused +1 +0 +0 +0 +cli +Maxsight is back/);
    expect(await json("jobs", "resume", id)).toMatchObject({ state: "ready" });
    expect((await run("jobs", "cancel", id)).out).toBe("cancelled  1/1  0 well, 0 failed, 1 skipped\n");
    expect((await run("jobs", "show", id)).out).toContain("reason: Maxsight is back");
    expect(await json("jobs", "show", id, "--items", "--state", "skipped")).toMatchObject({
      data: [{ position: 1, target_id: notification.id }],
    });
    expect((await run("jobs", "show", id, "--follow")).code).toBe(1);
    expect((await getJob(ctx, { id })).state).toBe("cancelled");
  });
});

describe("checks", () => {
  it("are cancelled, one or many", async () => {
    const provider = await createSampleProvider(ctx);
    const one = await insertSampleCheck(ctx, provider);
    await insertSampleCheck(ctx, provider);
    const cancelled = await run("checks", "cancel", one.id, "--reason", "The applicant withdrew");
    expect(cancelled).toEqual({ code: 0, out: `${one.reference} is cancelled.\n`, err: "" });
    const many = ["checks", "cancel", "--provider", provider.slug, "--state", "in_progress"];
    expect((await run(...many)).out).toContain("1 checks would be ended");
    const doing = run(...many, "--yes", "--reason", "Provider retired");
    await workOnJob();
    expect((await doing).out).toContain("done  1/1  1 well, 0 failed, 0 skipped");
  });

  it("are mapped again: the difference first, the same thing saved after it", async () => {
    const provider = await newProvider(connector(WRONG));
    const check = await started(provider);
    await publish(provider, connector(RIGHT));
    const shown = await run("checks", "remap", check.id);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain("version: 2");
    expect(shown.out).toContain("Nothing was saved yet; add --yes and --reason to save it.");
    expect(shown.out).not.toContain("Ada");
    const saved = await json("checks", "remap", check.id, "--yes", "--reason", "Mapping corrected");
    expect(saved).toMatchObject({ stored: "result", decision: "PASS" });
    expect((await run("checks", "remap", check.id, "--version", "1")).code).toBe(1);
    expect(acme.calls).toHaveLength(1);
  });

  it("are asked for again at the provider", async () => {
    acme.status = 500;
    const check = await started(await newProvider(connector(`status = 200 ? ${RIGHT}`)));
    acme.status = 200;
    expect(await run("checks", "call-again", check.id, "--reason", "The provider was down")).toEqual({
      code: 0,
      out: "The new answer is stored. The check is result_ready.\n",
      err: "",
    });
  });

  it("give up an update that Maxsight will not take", async () => {
    const check = await started(await newProvider(telling(COMPANY), MONITORED), asCompany);
    const [update] = check.updates;
    await submitUpdate(ctx, {
      id: check.id,
      output: { entity_type: "COMPANY", metadata: { name: "New name", is_active: true } },
    });
    const words = ["checks", "supersede", check.id, "--update", update?.updateId ?? ""];
    const { out, err } = await run(...words, "--reason", "Maxsight refuses it");
    expect(err).toBe("");
    expect(out).toBe(`Update ${update?.updateId} is given up; the check is monitoring.\n`);
    expect((await getCheck(ctx, { id: check.id })).updates).toMatchObject([
      { number: 1, state: "superseded" },
      { number: 2, state: "pending" },
    ]);
  });
});

describe("monitored", () => {
  it("is listed, paused and resumed", async () => {
    const check = await started(await newProvider(telling(COMPANY), MONITORED), asCompany);
    const needsReason = await run("monitored", "pause", check.id);
    expect(needsReason.code).toBe(64);
    const paused = await run("monitored", "pause", check.id, "--reason", "The provider is moving");
    expect(paused.out).toBe(`${check.reference} is paused; monitored resume goes on.\n`);
    expect((await run("monitored", "list", "--drift", "paused")).out).toMatch(
      new RegExp(`paused +${check.id}`),
    );
    await run("monitored", "resume", check.id);
    expect(await json("monitored", "list", "--drift", "paused")).toMatchObject({ data: [] });
  });
});

describe("inbound", () => {
  it("is listed, shown, attached, replayed and ignored", async () => {
    const provider = await newProvider(telling(RIGHT));
    const check = await insertSampleCheck(ctx, provider);
    const event = await insertSampleEvent(ctx, provider, {
      body: { check_id: "p-9", verdict: "ok", who: "Ada" },
    });
    expect(await json("inbound", "list", "--state", "unmatched")).toMatchObject({ data: [{ id: event.id }] });
    const shown = await run("inbound", "show", event.id);
    expect(shown.out).toContain("explanation: It proved where it comes from.");
    expect(shown.out).not.toContain("Ada");
    expect(await json("inbound", "attach", event.id, check.id, "--reason", "By hand")).toMatchObject({
      check_id: check.id,
    });
    expect(await json("inbound", "replay", event.id, "--current")).toMatchObject({ state: "applied" });
    const noise = await insertSampleEvent(ctx, provider, { body: { check_id: "p-10" } });
    expect((await run("inbound", "ignore", noise.id, "--reason", "A heartbeat")).out).toBe(
      "The webhook is ignored.\n",
    );
  });

  it("is ignored by a filter: shown first, then done to what waits in the tray and to nothing else", async () => {
    const provider = await newProvider(telling(RIGHT));
    const other = await newProvider(telling(RIGHT));
    const wish = ["inbound", "ignore", "--provider", provider.slug];
    const newest = await insertSampleEvent(ctx, provider);
    await insertSampleEvent(ctx, provider, { state: "failed" });
    await insertSampleEvent(ctx, provider, { state: "applied" });
    const kept = await insertSampleEvent(ctx, other);

    const shown = await run(...wish);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(`2 webhooks would be ignored.\n  2 of ${provider.slug}\n`);
    expect(shown.out).toContain(newest.id);
    expect(shown.out).toContain("Nothing was done yet; add --yes and --reason to do it.");
    expect(await json(...wish, "--state", "failed")).toMatchObject({ total: 1, has_more: false });

    const done = await run(...wish, "--reason", "From their test system", "--yes");
    expect(done.out).toMatch(/\nIgnored 2 webhooks\.\n$/);
    expect(await json("inbound", "list", "--provider", provider.slug, "--state", "ignored")).toMatchObject({
      data: [{ ignored_reason: "From their test system" }, { ignored_reason: "From their test system" }],
    });
    expect(await json("inbound", "list", "--state", "unmatched")).toMatchObject({ data: [{ id: kept.id }] });
    expect(await run(...wish, "--reason", "From their test system", "--yes")).toMatchObject({
      code: 1,
      err: expect.stringContaining("No webhooks match; nothing was done.") as string,
    });
  });
});

describe("breakers", () => {
  it("are listed and closed by the host they guard", async () => {
    const host = "https://maxsight.test";
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.insert(breakers).values({
        id: newId(),
        tenantId: ctx.tenantId,
        scope: "maxsight_host",
        key: host,
        state: "open",
        timesOpened: 1,
      }),
    );
    const provider = await createSampleProvider(ctx, { apiBaseUrl: host });
    const { id } = await insertSampleNotification(
      ctx,
      await insertSampleCheck(ctx, provider, { state: "result_ready" }),
      { state: "parked", nextAttemptAt: new Date(Date.now() + 60_000) },
    );
    expect((await run("breakers", "list")).out).toContain(`maxsight_host  ${host}  open   1`);
    const closed = await run("breakers", "close", host, "--reason", "Maxsight says it is back");
    expect(closed.out).toBe(`The breaker of ${host} is closed; 1 parked notifications leave.\n`);
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) => tx.select().from(notifications));
    expect(rows).toMatchObject([{ id, state: "queued" }]);
    expect((await run("breakers", "close", "https://nowhere.test", "--reason", "none there")).err).toBe(
      'There is no breaker "https://nowhere.test"; see: gatehouse breakers list\n',
    );
  });
});

describe("attention", () => {
  it("is listed, assigned, put to sleep, dismissed and reopened", async () => {
    expect((await run("attention", "list")).out).toBe("Nothing needs attention.\n");
    const { id } = await stuck(await createSampleProvider(ctx));
    const key = `exhausted:${id}`;
    await createUser(ctx, { email: "ada@example.test", name: "Ada Lovelace", role: "operator" });
    expect((await run("attention", "list")).out).toContain(key);
    expect((await run("attention", "assign", key, "--to", "Ada Lovelace")).out).toBe(
      "1 item is given away.\n",
    );
    expect((await run("attention", "list")).out).toContain("Ada Lovelace");
    const nobody = await run("attention", "assign", key, "--to", "Grace");
    expect(nobody.err).toMatch(/^There is no member "Grace"; there are: Ada Lovelace \(/);
    expect(await json("attention", "snooze", key, "--for", "4h")).toEqual({ marked: 1 });
    expect(await json("attention", "list", "--cause", "exhausted")).toMatchObject({ data: [] });
    expect(await json("attention", "list", "--cause", "exhausted", "--hidden")).toMatchObject({
      data: [{ key, mark: { assignee: { name: "Ada Lovelace" } } }],
    });
    expect(await json("attention", "reopen", key)).toEqual({ marked: 1 });
    expect((await run("attention", "dismiss", key, key, "--reason", "Closed in Maxsight")).out).toBe(
      "1 item is put away.\n",
    );
    expect((await run("attention", "list")).out).toBe("Nothing needs attention.\n");
  });
});

describe("providers go-live", () => {
  it("takes a reason where no validation has passed", async () => {
    const { slug } = await createSampleProvider(ctx, { status: "draft" });
    const refused = await run("providers", "go-live", slug);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^409 /);
    const live = await json("providers", "go-live", slug, "--reason", "Validated in Maxsight itself");
    expect(live).toMatchObject({ slug, status: "live" });
  });
});
