import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { payloads, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import { fetchUpdate } from "./index";
import type { CheckRow } from "./check-row";

const clock = { ms: Date.UTC(2026, 0, 5, 12) };
const harness = useHarness({ now: () => new Date(clock.ms) });
let ctx: ServiceContext;
let check: CheckRow;

beforeEach(async () => {
  ctx = await harness.newTenant();
  const config = { check_template: { type: "MONITORED_CALLBACK" } };
  const provider = await createSampleProvider(ctx, { config });
  check = await insertSampleCheck(ctx, provider, {
    checkTemplate: "MONITORED_CALLBACK",
    state: "monitoring",
    readyAt: ctx.now(),
  });
});

async function addUpdate(number: number): Promise<string> {
  const body = await sealPayload(ctx, "result", { kind: "result", result: { summary: `update ${number}` } });
  const id = newId(ctx.now().getTime());
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.insert(payloads).values(body);
    await tx.insert(updates).values({
      id,
      tenantId: ctx.tenantId,
      checkId: check.id,
      number,
      updateId: `update-${number}`,
      state: "pending",
      occurredAt: ctx.now(),
      contentHash: String(number),
      outcome: "result",
      resultPayloadId: body.id,
      resultAt: ctx.now(),
    });
  });
  return id;
}

async function ask(repeatWithinMs?: number): Promise<string> {
  const { providerId, reference, environment } = check;
  const named = { providerId, reference, environment, maxsightId: null };
  const fetched = await fetchUpdate(ctx, { ...named, repeatWithinMs });
  return fetched.status === "update" ? fetched.updateId : fetched.status;
}

const tell = (updateId: string, attempts: number) =>
  insertSampleNotification(ctx, check, { kind: "monitored_notify", updateId, attempts });

describe("get_result", () => {
  it("gives the updates in their order, each once it was told of", async () => {
    await tell(await addUpdate(1), 1);
    await tell(await addUpdate(2), 1);
    expect([await ask(), await ask(), await ask()]).toEqual(["update-1", "update-2", "update-2"]);
  });

  it("repeats an answer that got lost, although the next update is there and not yet told of", async () => {
    await tell(await addUpdate(1), 1);
    const second = await addUpdate(2);
    expect([await ask(), await ask()]).toEqual(["update-1", "update-1"]);
    await tell(second, 0);
    expect(await ask()).toBe("update-1");
  });

  it("gives the next one as soon as Maxsight was told of it", async () => {
    await tell(await addUpdate(1), 1);
    const second = await addUpdate(2);
    expect(await ask()).toBe("update-1");
    await tell(second, 1);
    expect(await ask()).toBe("update-2");
  });

  it("gives the next one to whoever comes later by themselves", async () => {
    await tell(await addUpdate(1), 1);
    await addUpdate(2);
    expect(await ask()).toBe("update-1");
    clock.ms += 60_001;
    expect(await ask()).toBe("update-2");
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(updates).where(eq(updates.checkId, check.id)),
    );
    expect(rows.map((row) => row.state)).toEqual(["fetched", "fetched"]);
  });

  it("goes by the interval of whoever is never told", async () => {
    await addUpdate(1);
    await addUpdate(2);
    expect([await ask(1000), await ask(1000)]).toEqual(["update-1", "update-1"]);
    clock.ms += 1001;
    expect(await ask(1000)).toBe("update-2");
  });
});
