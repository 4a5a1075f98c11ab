import { expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { createSampleProvider } from "../testing/sample-provider";
import { getProvider, pauseProvider, resumeDueProvider } from "./index";

const clock = { ms: Date.UTC(2026, 0, 5, 12) };
const harness = useHarness({ now: () => new Date(clock.ms) });
const inMinutes = (minutes: number) => new Date(clock.ms + minutes * 60_000);

it("ends a pause whose time is over, once", async () => {
  const ctx = await harness.newTenant();
  const { slug } = await createSampleProvider(ctx);
  await pauseProvider(ctx, slug, { resumeAt: inMinutes(5) });
  expect(await resumeDueProvider(ctx, slug)).toBe(false);
  clock.ms += 5 * 60_000;
  expect(await resumeDueProvider(ctx, slug)).toBe(true);
  expect(await resumeDueProvider(ctx, slug)).toBe(false);
  expect(await getProvider(ctx, slug)).toMatchObject({ status: "live" });
});

it("leaves a pause that was made longer or open-ended after the worker saw it", async () => {
  const ctx = await harness.newTenant();
  const { slug } = await createSampleProvider(ctx);
  await pauseProvider(ctx, slug, { resumeAt: inMinutes(5) });
  clock.ms += 5 * 60_000;
  await pauseProvider(ctx, slug, { resumeAt: inMinutes(60) });
  expect(await resumeDueProvider(ctx, slug)).toBe(false);
  await pauseProvider(ctx, slug);
  expect(await resumeDueProvider(ctx, slug)).toBe(false);
  expect(await getProvider(ctx, slug)).toMatchObject({ status: "paused" });
});
