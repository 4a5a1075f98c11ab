import { asc, ne } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { notificationAttempts, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type ServiceContext } from "../context";
import { type Host, useMaxsightHosts } from "./testing/maxsight-hosts";

const world = useMaxsightHosts();
const { attempt, clock, newNotifications } = world;
let ctx: ServiceContext;
let eu: Host;
beforeEach(() => {
  ({ ctx, eu } = world.current());
});

const system = (owner: ServiceContext): ServiceContext => ({
  ...owner,
  actor: { kind: "system", label: "lifecycle" },
});

async function countUndelivered(): Promise<number> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select({ id: notifications.id }).from(notifications).where(ne(notifications.state, "acknowledged")),
  );
  return rows.length;
}

describe("an outage in full", () => {
  it("loses nothing while everything fails, is parked, probed and comes back", async () => {
    const lifecycle = system(ctx);
    const ids = await newNotifications(15);
    let seconds = 0;
    while ((await countUndelivered()) > 0 && seconds < 600) {
      if (seconds >= 200) eu.status = 200;
      for (const id of ids) await attempt(id, lifecycle);
      clock.ms += 10_000;
      seconds += 10;
    }
    expect(await countUndelivered()).toBe(0);
    expect(seconds).toBeLessThan(400);
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .select({ createdAt: notificationAttempts.createdAt, status: notificationAttempts.status })
        .from(notificationAttempts)
        .orderBy(asc(notificationAttempts.createdAt)),
    );
    expect(rows.filter(({ status }) => status === 200)).toHaveLength(15);
    // Ten calls open it; from then on only the probes after 30, 60 and 120 s leave.
    expect(rows.filter(({ status }) => status === 503).length).toBeLessThan(14);
  });
});
