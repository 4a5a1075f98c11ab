"use server";
import { notificationWords } from "@/components/notification/notification-words";
import type {
  BulkResendInput,
  PreviewResult,
  ResendFilterText,
  ResendPreviewView,
} from "@/components/jobs/resend-preview";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import {
  createResendJob,
  CreateResendJobInput,
  previewResend,
  ResendFilter,
  type ResendPreview,
} from "@/lib/services/jobs";
import { openConsole } from "../../open-console";

const NARROW = "The filter must name a provider, a state or a window: without one it would mean everything.";

/** What sending the filter's notifications again would do now. */
export async function previewBulkResend(tenant: string, filter: ResendFilterText): Promise<PreviewResult> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(async () =>
    previewResend(ctx, { filter: parseInput(ResendFilter, filter) }),
  );
  if (result.ok) return { ok: true, preview: toView(result.data) };
  return { ok: false, message: result.issues.length > 0 ? NARROW : result.message };
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkResend(
  tenant: string,
  given: BulkResendInput,
): Promise<{ ok: true; href: string } | { ok: false; message: string }> {
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
      word: notificationWords(item).word,
      attempts: item.attempts,
      createdAt: item.createdAt.toISOString(),
      conflict: item.conflict,
    })),
  };
}
