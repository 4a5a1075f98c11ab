"use server";
import { notificationWords } from "@/components/notification/notification-words";
import {
  NARROW_FIRST,
  type BulkDecision,
  type BulkFilter,
  type JobMade,
  type Previewed,
} from "@/components/jobs/bulk-preview";
import type { ResendPreviewView } from "@/components/jobs/bulk-resend";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import {
  type ConflictKind,
  createResendJob,
  CreateResendJobInput,
  previewResend,
  ResendFilter,
  type ResendPreview,
} from "@/lib/services/jobs";
import { openConsole } from "../../open-console";

/** What sending the filter's notifications again would do now. */
export async function previewBulkResend(
  tenant: string,
  filter: BulkFilter,
): Promise<Previewed<ResendPreviewView>> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () =>
    previewResend(ctx, { filter: parseInput(ResendFilter, filter) }),
  );
  if (result.ok) return { ok: true, preview: toView(result.data) };
  return { ok: false, message: result.issues.length > 0 ? NARROW_FIRST : result.message };
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkResend(tenant: string, given: BulkDecision<ConflictKind>): Promise<JobMade> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () => {
    const { filter, exclude, reason, confirmedTotal } = given;
    const input = parseInput(CreateResendJobInput, {
      filter,
      exclude,
      reason,
      confirmed_total: confirmedTotal,
    });
    return createResendJob(ctx, input);
  });
  if (!result.ok) return { ok: false, message: result.message };
  return { ok: true, href: `/${tenant}/jobs/${result.data.id}` };
}

function toView(preview: ResendPreview): ResendPreviewView {
  return {
    ...preview,
    sample: preview.sample.map((item) => ({
      id: item.id,
      providerName: item.provider.name,
      reference: item.reference,
      word: notificationWords(item).word.toLowerCase(),
      createdAt: item.createdAt.toISOString(),
      conflict: item.conflict,
    })),
  };
}
