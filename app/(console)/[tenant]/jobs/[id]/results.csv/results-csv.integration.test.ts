import { beforeEach, expect, it } from "vitest";
import { jobItems } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "@/lib/services/context";
import { CheckSetFilter, createCancelJob } from "@/lib/services/jobs";
import { insertSampleCheck } from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { resultsCsv } from "./results-csv";

const harness = useHarness();
let ctx: ServiceContext;
beforeEach(async () => {
  ctx = await harness.newTenant();
});

const read = async (wanted: Parameters<typeof resultsCsv>[1], by = ctx) =>
  (await new Response(resultsCsv(by, wanted)).text()).split("\r\n").slice(0, -1);

it("has every item once however many there are, with what came of it, and no other tenant's", async () => {
  const provider = await createSampleProvider(ctx);
  const check = await insertSampleCheck(ctx, provider, { reference: "=ref" });
  const filter = CheckSetFilter.parse({ ids: [check.id] });
  const made = { filter, reason: "wrong provider", exclude: [], rate_per_second: 20 };
  const { id } = await createCancelJob(ctx, { ...made, confirmed_total: 1 });
  const rest = Array.from({ length: 1004 }, (_, index) => ({
    tenantId: ctx.tenantId,
    jobId: id,
    position: index + 2,
    targetId: newId(),
    state: "failed" as const,
    detail: 'The host said "no", twice.',
  }));
  await asTenant(ctx.db, ctx.tenantId, (tx) => tx.insert(jobItems).values(rest));
  const lines = await read({ id, state: null });
  expect(lines).toHaveLength(1006);
  expect(lines[0]).toBe(
    "position,result,detail,finished_at,provider,maxsight_id,reference,check_id,target_id",
  );
  expect(lines[1]).toBe(`1,pending,,,${provider.slug},${check.maxsightId},'=ref,${check.id},${check.id}`);
  expect(lines[1005]).toMatch(/^1005,failed,"The host said ""no"", twice\.",/);
  expect(await read({ id, state: "failed" })).toHaveLength(1005);
  await expect(read({ id, state: null }, await harness.newTenant())).rejects.toThrow("does not exist");
});
