import { beforeEach, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { listAttention } from "../attention";
import type { ServiceContext } from "../context";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { cancelReferences, getCheckRow } from "./index";

const harness = useHarness();
let ctx: ServiceContext;
let provider: SampleProvider;
beforeEach(async () => {
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, { config: { check_template: { type: "MONITORED_CALLBACK" } } });
});

const monitored = (changes: object) =>
  insertSampleCheck(ctx, provider, { checkTemplate: "MONITORED_CALLBACK", state: "monitoring", ...changes });

it("one environment's key cancels no check of another", async () => {
  const theirs = await monitored({ environment: "us" });
  const ours = await monitored({ environment: "eu" });
  const { providerId } = theirs;
  const references = [theirs.reference, ours.reference];
  expect(await cancelReferences(ctx, { providerId, references, environment: "eu" })).toEqual([
    { reference: theirs.reference, status: "unknown" },
    { reference: ours.reference, status: "cancelled" },
  ]);
  expect((await getCheckRow(ctx, theirs.id)).state).toBe("monitoring");
});

it("a check whose version cannot be read is cancelled with the others, and a person sees to its provider", async () => {
  const [unreadable, readable] = [await monitored({ version: 99 }), await monitored({})];
  const { providerId, environment } = readable;
  const references = [unreadable.reference, readable.reference];
  expect(await cancelReferences(ctx, { providerId, references, environment })).toEqual(
    references.map((reference) => ({ reference, status: "cancelled" })),
  );
  expect(await getCheckRow(ctx, unreadable.id)).toMatchObject({
    state: "cancelled",
    providerCancel: "failed",
  });
  expect((await listAttention(ctx, {})).groups).toMatchObject([{ cause: "drift" }]);
});
