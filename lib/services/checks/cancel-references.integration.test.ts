import { expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import { cancelReferences, getCheckRow } from "./index";

const harness = useHarness();

it("one environment's key cancels no check of another", async () => {
  const ctx = await harness.newTenant();
  const config = { check_template: { type: "MONITORED_CALLBACK" } };
  const provider = await createSampleProvider(ctx, { config });
  const monitored = { checkTemplate: "MONITORED_CALLBACK", state: "monitoring" } as const;
  const theirs = await insertSampleCheck(ctx, provider, { ...monitored, environment: "us" });
  const ours = await insertSampleCheck(ctx, provider, { ...monitored, environment: "eu" });
  const { providerId } = theirs;
  const references = [theirs.reference, ours.reference];
  expect(await cancelReferences(ctx, { providerId, references, environment: "eu" })).toEqual([
    { reference: theirs.reference, status: "unknown" },
    { reference: ours.reference, status: "cancelled" },
  ]);
  expect((await getCheckRow(ctx, theirs.id)).state).toBe("monitoring");
});
