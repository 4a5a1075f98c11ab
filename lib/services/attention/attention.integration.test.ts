import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attentionMarks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError, InvalidInputError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { listAudit } from "../audit";
import { contextFor, type ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck, insertSampleEvent, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { createUser } from "../users";
import {
  countAttention,
  listAssignees,
  listAttention,
  listAttentionItems,
  markAttention,
  MarkAttentionInput,
} from "./index";

const START = Date.UTC(2026, 0, 5, 12);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const clock = { ms: START };
const harness = useHarness({ now: () => new Date(clock.ms) });
let ctx: ServiceContext;
let provider: SampleProvider;

beforeAll(async () => {
  ctx = await harness.newTenant();
});
beforeEach(async () => {
  clock.ms = START;
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, { apiBaseUrl: "http://127.0.0.1:9" });
});

const ready = () => insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: ctx.now() });
const viewer = () => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role: "viewer" } as never);

const driftCodes = async () =>
  (await listAttention(ctx)).groups.flatMap(({ items }) => items.map(({ code }) => code));

describe("what needs attention", () => {
  it("is nothing while all is well, and never another tenant's", async () => {
    const other = await harness.newTenant();
    const check = await ready();
    await insertSampleNotification(ctx, check, { state: "exhausted", lastErrorCode: "timeout" });
    expect(await listAttention(other)).toEqual({
      total: { count: 0, isCapped: false },
      groups: [],
      lastClearedAt: null,
    });
    expect(await countAttention(other)).toEqual({ count: 0, isCapped: false });
  });

  it("is grouped by cause, with its sentence and what mends it", async () => {
    const exhausted = await ready();
    await insertSampleNotification(ctx, exhausted, {
      state: "exhausted",
      lastErrorCode: "server_error",
      attempts: 11,
    });
    await insertSampleNotification(ctx, await ready(), { state: "exhausted", lastErrorCode: "conflict" });
    await insertSampleNotification(ctx, await ready(), { state: "acknowledged", acknowledgedAt: ctx.now() });
    await insertSampleNotification(ctx, await ready(), { state: "queued", nextAttemptAt: ctx.now() });
    await insertSampleNotification(ctx, await ready(), { state: "parked" });
    await insertSampleCheck(ctx, provider, {
      state: "result_ready",
      errorType: "INTEGRATION",
      result: {
        kind: "errors",
        errors: [{ type: "INTEGRATION", message: "The connector's mapping is not right at /operations" }],
      },
    });
    await insertSampleCheck(ctx, provider, { state: "finished", errorType: "INVALID_CREDENTIALS" });
    await insertSampleCheck(ctx, provider, { state: "accepted" });
    await insertSampleEvent(ctx, provider, { providerReference: "p-9" });
    clock.ms += 16 * MINUTE_MS;
    const { groups, total } = await listAttention(ctx);
    expect(groups.map(({ cause, count }) => [cause, count])).toEqual([
      ["exhausted", 1],
      ["rejected", 1],
      ["unfetched", 1],
      ["mapping", 1],
      ["credentials", 1],
      ["parked", 1],
      ["inbound", 1],
      ["overdue", 1],
      ["stalled", 1],
    ]);
    expect(total).toEqual({ count: 9, isCapped: false });
    expect(await countAttention(ctx)).toEqual({ count: 9, isCapped: false });
    expect(groups[0]).toMatchObject({
      title: "Exhausted retries",
      firstAt: new Date(START),
      action: { kind: "resend", filter: { state: "exhausted" } },
      providers: [{ slug: provider.slug, name: "Sample provider" }],
      items: [
        {
          check: { id: exhausted.id, reference: exhausted.reference },
          sentence: "Maxsight failed while it handled the notification (5xx).",
          attempts: 11,
          mark: null,
        },
      ],
    });
    expect(groups[2]?.action.filter).toEqual({ state: "acknowledged", to: "2026-01-05T12:01:00.000Z" });
    expect(groups[3]?.items[0]?.sentence).toBe("The connector's mapping is not right at /operations");
    expect(groups[6]?.items[0]?.subject).toBe("p-9");
  });

  it("shows one row per open breaker, with how much is parked behind it", async () => {
    await insertSampleNotification(ctx, await ready(), { state: "parked" });
    await insertSampleNotification(ctx, await ready(), { state: "parked" });
    await insertSampleBreaker(ctx, {
      scope: "maxsight_host",
      key: "127.0.0.1:9",
      openedAt: ctx.now(),
      nextProbeAt: new Date(clock.ms + 30_000),
    });
    const { groups } = await listAttention(ctx);
    expect(groups).toMatchObject([
      { cause: "parked", count: 1, size: 2, items: [{ subject: "127.0.0.1:9", code: "open", size: 2 }] },
    ]);
    expect(groups[0]?.items[0]?.nextAutomaticAt).toEqual(new Date(clock.ms + 30_000));
  });

  it("shows monitored references whose asking fails or that nobody has heard of", async () => {
    const monitored = { checkTemplate: "MONITORED_CALLBACK", state: "monitoring" } as const;
    await insertSampleCheck(ctx, provider, { ...monitored, heardAt: ctx.now() });
    clock.ms += 31 * 86_400_000;
    const failing = { failingSince: ctx.now(), failingCode: "INVALID_CREDENTIALS" };
    await insertSampleCheck(ctx, provider, { ...monitored, ...failing });
    await insertSampleCheck(ctx, provider, monitored);
    expect(await driftCodes()).toEqual(["failing", "silent"]);
  });

  it("gives a provider that is away, and a pause, their time", async () => {
    const monitored = { checkTemplate: "MONITORED_CALLBACK", state: "monitoring" } as const;
    const unreachable = { failingSince: ctx.now(), failingCode: "unreachable" };
    await insertSampleCheck(ctx, provider, { ...monitored, ...unreachable });
    await insertSampleCheck(ctx, provider, { ...monitored, monitoringPausedAt: ctx.now() });
    clock.ms += DAY_MS;
    expect(await driftCodes()).toEqual([]);
    clock.ms += DAY_MS + 1;
    expect(new Set(await driftCodes())).toEqual(new Set(["failing", "paused"]));
  });

  it("shows who goes on after the end, and who would not end it; both can be marked", async () => {
    const ended = { checkTemplate: "MONITORED_CALLBACK", state: "cancelled", finishedAt: ctx.now() } as const;
    await insertSampleCheck(ctx, provider, { ...ended, activeAfterEndAt: ctx.now() });
    await insertSampleCheck(ctx, provider, { ...ended, providerCancel: "failed" });
    expect(new Set(await driftCodes())).toEqual(new Set(["cancel_failed", "still_active"]));
    const { groups } = await listAttention(ctx);
    const keys = groups.flatMap(({ items }) => items.map(({ key }) => key));
    const dismissal = { action: "dismiss", item_keys: keys, reason: "Known" };
    await markAttention(ctx, MarkAttentionInput.parse(dismissal));
    expect(await driftCodes()).toEqual([]);
  });

  it("goes on page by page", async () => {
    for (let index = 0; index < 5; index += 1) {
      await insertSampleNotification(ctx, await ready(), { state: "exhausted", attempts: index });
      clock.ms += 1000;
    }
    const first = await listAttentionItems(ctx, { cause: "exhausted", page: { limit: 3, after: null } });
    const second = await listAttentionItems(ctx, {
      cause: "exhausted",
      page: { limit: 3, after: first.next },
    });
    expect([...first.items, ...second.items].map((item) => item.attempts)).toEqual([4, 3, 2, 1, 0]);
    expect(second.next).toBeNull();
  });

  it("forgets a notification once it is fetched", async () => {
    const check = await ready();
    await insertSampleNotification(ctx, check, { state: "exhausted", fetchedAt: ctx.now() });
    expect((await listAttention(ctx)).groups).toEqual([]);
  });
});

describe("a mark", () => {
  const stuck = async () => {
    const row = await insertSampleNotification(ctx, await ready(), { state: "exhausted" });
    return `exhausted:${row.id}`;
  };
  const shownKeys = async (shown: "open" | "hidden") =>
    (await listAttentionItems(ctx, { cause: "exhausted", shown, page: FIRST_PAGE })).items.map(
      ({ key }) => key,
    );

  it("dismisses an item until it happens again, once however often, and is audited", async () => {
    const key = await stuck();
    const dismissal = { action: "dismiss" as const, item_keys: [key, key], reason: "Closed in Maxsight" };
    expect(await markAttention(ctx, dismissal)).toEqual({ marked: 1 });
    await markAttention(ctx, dismissal);
    expect(await shownKeys("open")).toEqual([]);
    expect(await shownKeys("hidden")).toEqual([key]);
    expect(await countAttention(ctx)).toEqual({ count: 0, isCapped: false });
    const marks = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(attentionMarks).where(eq(attentionMarks.itemKey, key)),
    );
    expect(marks).toHaveLength(1);
    const audited = await listAudit(ctx, { filter: { action: "attention.dismissed" } });
    expect(audited.items[0]).toMatchObject({
      targetKind: "attention",
      targetId: key,
      reason: "Closed in Maxsight",
      actorLabel: "Test admin",
    });
    expect((await listAttention(ctx)).lastClearedAt).toEqual(new Date(START));
    await markAttention(ctx, { action: "reopen", item_keys: [key] });
    expect(await shownKeys("open")).toEqual([key]);
  });

  it("lets an item sleep until its time", async () => {
    const key = await stuck();
    await markAttention(ctx, { action: "snooze", item_keys: [key], until: new Date(clock.ms + 3_600_000) });
    expect(await shownKeys("open")).toEqual([]);
    clock.ms += 3_600_001;
    expect(await shownKeys("open")).toEqual([key]);
    await expect(
      markAttention(ctx, { action: "snooze", item_keys: [key], until: new Date(clock.ms - 1) }),
    ).rejects.toThrow(InvalidInputError);
  });

  it("gives an item to a member only, and stays when something else is marked", async () => {
    const key = await stuck();
    await expect(
      markAttention(ctx, { action: "assign", item_keys: [key], assignee_id: newId() }),
    ).rejects.toThrow("Only a member of this tenant can own an item.");
    const { id } = await createUser(ctx, {
      email: "owner@example.com",
      name: "Owner",
      role: "operator",
      password: "a long enough password",
    });
    expect(await listAssignees(ctx)).toEqual([{ id, name: "Owner" }]);
    await markAttention(ctx, { action: "assign", item_keys: [key], assignee_id: id });
    expect((await listAttention(ctx)).groups[0]?.items[0]?.mark?.assignee).toEqual({ id, name: "Owner" });
    await markAttention(ctx, { action: "assign", item_keys: [key], assignee_id: null, reason: "mine" });
    expect((await listAttention(ctx)).groups[0]?.items[0]?.mark).toMatchObject({
      assignee: null,
      reason: "mine",
      by: "Test admin",
    });
  });

  it("is refused to a viewer and does not reach another tenant", async () => {
    const key = await stuck();
    const dismissal = { action: "dismiss" as const, item_keys: [key], reason: "not mine" };
    await expect(markAttention(viewer(), dismissal)).rejects.toThrow(ForbiddenError);
    await markAttention(await harness.newTenant(), dismissal);
    expect(await shownKeys("open")).toEqual([key]);
  });
});
