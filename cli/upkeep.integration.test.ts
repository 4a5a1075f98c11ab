import { beforeEach, describe, expect, it } from "vitest";
import { notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "@/lib/services/context";
import { asCompany, COMPANY, MONITORED, RIGHT } from "@/lib/services/testing/acme-world";
import { insertSampleBreaker } from "@/lib/services/testing/sample-breaker";
import {
  insertSampleCheck,
  insertSampleEvent,
  insertSampleNotification,
} from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { createUser } from "@/lib/services/users";
import { useOperatorCli } from "./testing/operator-cli";

/* What an operator keeps in order: monitored references, webhooks, breakers, what needs attention, providers. */
const { newProvider, started, telling, tenant, run, json, stuck } = useOperatorCli();
let ctx: ServiceContext;
beforeEach(() => {
  ctx = tenant();
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

  it("is paused, resumed, polled and cancelled in one go, after a preview", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    await started(provider, asCompany);
    const check = await started(provider, asCompany);
    const preview = await run("monitored", "pause", "--provider", provider.slug);
    expect(preview.out).toContain("2 monitored references would be paused");
    expect(preview.out).toContain("Nothing was done yet");
    const why = ["--reason", "The provider is moving", "--yes", "--detach"];
    const paused = await json("monitored", "pause", "--provider", provider.slug, ...why);
    expect(paused).toMatchObject({ kind: "pause_monitoring", total: 2, state: "ready" });
    expect((await run("monitored", "resume", "--drift", "paused")).out).toContain("0 monitored references");
    const poll = await run("monitored", "poll", "--provider", provider.slug);
    expect(poll.out).toContain("beside them 2 that are left out: provider_not_asked");
    const cancelled = await json("monitored", "cancel", "--reference", check.reference, ...why);
    expect(cancelled).toMatchObject({
      kind: "cancel",
      total: 1,
      filter: { monitored: { reference: check.reference } },
    });
    const one = await json("monitored", "cancel", check.id, "--reason", "No client any more");
    expect(one).toMatchObject({ id: check.id, state: "cancelled" });
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

  it("is put away by a standing rule, which is listed with what it put away, and removed", async () => {
    const provider = await newProvider(telling(RIGHT));
    const body = { event_type: "heartbeat", check_id: "p-9" };
    const event = await insertSampleEvent(ctx, provider, { body });
    await insertSampleEvent(ctx, provider, { body });
    const shown = await run("inbound", "show", event.id);
    expect(shown.out).toContain("field: /body/event_type");
    const why = ["--reason", "Heartbeats"];
    const made = await run("inbound", "rules", "add", event.id, "--field", "/body/event_type", ...why);
    expect(made.out).toContain(
      "with /body/event_type = heartbeat are put away from now on.\n2 left the tray",
    );
    const { data } = (await json("inbound", "rules", "list")) as { data: { id: string }[] };
    const id = data[0]?.id ?? "";
    expect(data).toMatchObject([{ provider: provider.slug, ignored: 2, reason: "Heartbeats" }]);
    const away = (await json("inbound", "list", "--ignored-by", id)) as { data: object[] };
    expect(away.data).toHaveLength(2);
    expect((await run("inbound", "rules", "remove", id)).out).toContain("The rule is removed");
    expect((await run("inbound", "rules", "list")).out).toBe("No rule puts webhooks away.\n");
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
    await insertSampleBreaker(ctx, { scope: "maxsight_host", key: host, timesOpened: 1 });
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
