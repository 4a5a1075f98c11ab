"use server";
import { stateName } from "@/components/check/check-words";
import type { CancelPreviewView } from "@/components/jobs/bulk-cancel";
import {
  NARROW_FIRST,
  type BulkDecision,
  type BulkFilter,
  type JobMade,
  type Previewed,
} from "@/components/jobs/bulk-preview";
import { answerAction } from "@/lib/http/action";
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

/** What ending the filter's checks would do now. */
export async function previewBulkCancel(
  tenant: string,
  filter: BulkFilter,
): Promise<Previewed<CancelPreviewView>> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () =>
    previewCancel(ctx, { filter: parseInput(CheckSetFilter, filter) }),
  );
  if (result.ok) return { ok: true, preview: toView(result.data) };
  return { ok: false, message: result.issues.length > 0 ? NARROW_FIRST : result.message };
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkCancel(
  tenant: string,
  given: BulkDecision<CancelConflictKind>,
): Promise<JobMade> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () => {
    const { filter, exclude, reason, confirmedTotal } = given;
    const input = parseInput(CreateCancelJobInput, {
      filter,
      exclude,
      reason,
      confirmed_total: confirmedTotal,
    });
    return createCancelJob(ctx, input);
  });
  if (!result.ok) return { ok: false, message: result.message };
  return { ok: true, href: `/${tenant}/jobs/${result.data.id}` };
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
    sample: preview.sample.map((item) => ({
      id: item.id,
      providerName: item.provider.name,
      reference: item.reference,
      word: stateName(item.state).toLowerCase(),
      createdAt: item.createdAt.toISOString(),
      conflict: item.conflict,
    })),
  };
}
