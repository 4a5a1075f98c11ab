import { expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import { abandonCheck, getCheckRow } from "./index";

const harness = useHarness();

it("a synchronous check that its process abandoned ends, also when its version cannot be read any more", async () => {
  const ctx = await harness.newTenant();
  const config = { check_template: { type: "ONE_TIME_SYNCHRONOUS" } };
  const provider = await createSampleProvider(ctx, { config });
  const abandoned = { checkTemplate: "ONE_TIME_SYNCHRONOUS", state: "accepted" } as const;
  for (const version of [1, 99]) {
    const { id: checkId } = await insertSampleCheck(ctx, provider, { ...abandoned, version });
    await abandonCheck(ctx, { checkId });
    const ended = { state: "finished", errorType: "PROVIDER_CONNECTION" };
    expect(await getCheckRow(ctx, checkId)).toMatchObject(ended);
  }
});
