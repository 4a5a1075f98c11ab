"use server";
import { stateName } from "@/components/check/check-words";
import type { MonitoringPreviewView } from "@/components/jobs/bulk-monitoring";
import type { BulkDecision, BulkFilter, JobMade, Previewed } from "@/components/jobs/bulk-preview";
import { parseInput } from "@/lib/http/parse-input";
import {
  createMonitoringJob,
  CreateMonitoringJobInput,
  MonitoredSetFilter,
  type MonitoringConflictKind,
  type MonitoringKind,
  type MonitoringPreview,
  previewMonitoring,
} from "@/lib/services/jobs";
import { openConsole } from "../../open-console";
import { answerMade, answerPreview, toBulkSample, toJobInput } from "../jobs/bulk-answer";

type MonitoringPlace = { tenant: string; kind: MonitoringKind };

/** What polling, pausing or resuming the filter's references would do now. */
export async function previewBulkMonitoring(
  { tenant, kind }: MonitoringPlace,
  filter: BulkFilter,
): Promise<Previewed<MonitoringPreviewView>> {
  const { ctx } = await openConsole(tenant);
  return answerPreview(async () =>
    toView(await previewMonitoring(ctx, { kind, filter: parseInput(MonitoredSetFilter, filter) })),
  );
}

/** Makes the job, on the set that was counted; refused when it is another one by now. */
export async function createBulkMonitoring(
  { tenant, kind }: MonitoringPlace,
  given: BulkDecision<MonitoringConflictKind>,
): Promise<JobMade> {
  const { ctx } = await openConsole(tenant);
  return answerMade(tenant, async () =>
    createMonitoringJob(ctx, {
      ...parseInput(CreateMonitoringJobInput, toJobInput(given, ctx.now().getTime())),
      kind,
    }),
  );
}

function toView(preview: MonitoringPreview): MonitoringPreviewView {
  const { total, isTooMany, conflicts, excluded, ratePerSecond } = preview;
  return {
    total,
    isTooMany,
    conflicts,
    excluded,
    ratePerSecond,
    providers: preview.providers.map(({ name, count }) => ({ name, count })),
    sample: preview.sample.map((item) => toBulkSample(item, stateName(item.state))),
  };
}
