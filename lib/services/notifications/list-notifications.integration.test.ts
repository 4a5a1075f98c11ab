import { beforeEach, describe, expect, it } from "vitest";
import { FIRST_PAGE } from "../page";
import { type ServiceContext } from "../context";
import { type SampleProvider } from "../testing/sample-provider";
import { listNotifications } from "./index";
import { useNotifiedMaxsight } from "./testing/notified-maxsight";

const world = useNotifiedMaxsight();
const { attempt, clock, harness, newNotification } = world;
let ctx: ServiceContext;
let provider: SampleProvider;
beforeEach(() => {
  ({ ctx, provider } = world.current());
});

describe("the list", () => {
  it("is newest first, in pages, narrowed by state and time", async () => {
    const from = new Date(clock.ms);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      clock.ms += 1000;
      ids.unshift((await newNotification()).id);
    }
    await attempt(ids[2]!);
    const all = await listNotifications(ctx, { filter: { from }, page: FIRST_PAGE });
    expect(all.items.map((item) => item.id)).toEqual(ids);
    expect(all.next).toBe(null);
    const first = await listNotifications(ctx, { filter: { from }, page: { limit: 2, after: null } });
    expect(first.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    const second = await listNotifications(ctx, { filter: { from }, page: { limit: 2, after: first.next } });
    expect(second.items.map((item) => item.id)).toEqual(ids.slice(2));
    const queued = await listNotifications(ctx, { filter: { from, state: "queued" }, page: FIRST_PAGE });
    expect(queued.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    expect(queued.items[0]?.provider.slug).toBe(provider.slug);
    const other = await harness.newTenant();
    expect((await listNotifications(other, { filter: {}, page: FIRST_PAGE })).items).toEqual([]);
  });
});
