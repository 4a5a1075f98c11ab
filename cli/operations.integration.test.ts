import { beforeEach, describe, expect, it } from "vitest";
import { getCheck, submitUpdate } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { getJob, listJobs, Pacer, runJob } from "@/lib/services/jobs";
import { FIRST_PAGE } from "@/lib/services/page";
import { asCompany, COMPANY, MONITORED, RIGHT, WRONG } from "@/lib/services/testing/acme-world";
import { insertSampleBreaker } from "@/lib/services/testing/sample-breaker";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { useOperatorCli } from "./testing/operator-cli";

/* What an operator does to notifications and checks, one or many. */
const { acme, connector, newProvider, publish, started, telling, tenant, run, json, stuck } =
  useOperatorCli();
let ctx: ServiceContext;
beforeEach(() => {
  ctx = tenant();
});

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
    await insertSampleBreaker(ctx, { scope: "maxsight_host", key: "https://parked.test" });
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

describe("notifications stop", () => {
  it("ends the retries of one, with a reason, and says so where there are none", async () => {
    const provider = await createSampleProvider(ctx, { apiBaseUrl: acme.url });
    const check = await insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: new Date() });
    const { id } = await insertSampleNotification(ctx, check, {
      state: "delivering",
      nextAttemptAt: new Date(Date.now() + 60_000),
    });
    expect((await run("notifications", "stop", id)).code).toBe(64);
    const why = ["--reason", "Entered by hand"];
    expect((await run("notifications", "stop", id, ...why)).out).toContain("the notification is suppressed.");
    const given = await run("notifications", "stop", (await stuck(provider)).id, ...why);
    expect(given).toMatchObject({ code: 1 });
    expect(given.err).toContain("Nothing is tried by itself for this notification any more.");
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
