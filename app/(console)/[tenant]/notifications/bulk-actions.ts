"use server";
import { notificationWords } from "@/components/notification/notification-words";
import type { BulkDecision, BulkFilter, JobMade, Previewed } from "@/components/jobs/bulk-preview";
import type { ResendPreviewView } from "@/components/jobs/bulk-resend";
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
import { answerMade, answerPreview, toBulkSample, toJobInput } from "../jobs/bulk-answer";

/** What sending the filter's notifications again would do now. */
export async function previewBulkResend(
  tenant: string,
  filter: BulkFilter,
): Promise<Previewed<ResendPreviewView>> {
  const { ctx } = await openConsole(tenant);
  return answerPreview(async () =>
    toView(await previewResend(ctx, { filter: parseInput(ResendFilter, filter) })),
  );
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkResend(tenant: string, given: BulkDecision<ConflictKind>): Promise<JobMade> {
  const { ctx } = await openConsole(tenant);
  return answerMade(tenant, async () =>
    createResendJob(ctx, parseInput(CreateResendJobInput, toJobInput(given, ctx.now().getTime()))),
  );
}

function toView(preview: ResendPreview): ResendPreviewView {
  return {
    ...preview,
    sample: preview.sample.map((item) => toBulkSample(item, notificationWords(item).word)),
  };
}
