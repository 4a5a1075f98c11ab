"use server";
import { stateName } from "@/components/check/check-words";
import type { CancelPreviewView } from "@/components/jobs/bulk-cancel";
import type { BulkDecision, BulkFilter, JobMade, Previewed } from "@/components/jobs/bulk-preview";
import { parseInput } from "@/lib/http/parse-input";
import {
  type CancelConflictKind,
  type CancelPreview,
  CheckSetFilter,
  createCancelJob,
  CreateCancelJobInput,
  previewCancel,
} from "@/lib/services/jobs";
import { openConsole } from "../../open-console";
import { answerMade, answerPreview, toBulkSample, toJobInput } from "../jobs/bulk-answer";

/** What ending the filter's checks would do now. */
export async function previewBulkCancel(
  tenant: string,
  filter: BulkFilter,
): Promise<Previewed<CancelPreviewView>> {
  const { ctx } = await openConsole(tenant);
  return answerPreview(async () =>
    toView(await previewCancel(ctx, { filter: parseInput(CheckSetFilter, filter) })),
  );
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkCancel(
  tenant: string,
  given: BulkDecision<CancelConflictKind>,
): Promise<JobMade> {
  const { ctx } = await openConsole(tenant);
  return answerMade(tenant, async () =>
    createCancelJob(ctx, parseInput(CreateCancelJobInput, toJobInput(given, ctx.now().getTime()))),
  );
}

function toView(preview: CancelPreview): CancelPreviewView {
  const { total, isTooMany, conflicts, excluded, ratePerSecond } = preview;
  return {
    total,
    isTooMany,
    conflicts,
    excluded,
    ratePerSecond,
    providers: preview.providers.map(({ name, count, told }) => ({ name, count, told })),
    sample: preview.sample.map((item) => toBulkSample(item, stateName(item.state))),
  };
}
