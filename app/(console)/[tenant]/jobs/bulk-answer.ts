import {
  NARROW_FIRST,
  type BulkDecision,
  type JobMade,
  type Previewed,
} from "@/components/jobs/bulk-preview";
import type { SampleItem } from "@/components/jobs/bulk-sample";
import { answerAction } from "@/lib/http/action";
import type { Job } from "@/lib/services/jobs";

/** What a preview says to the dialog that asked. */
export async function answerPreview<Preview>(read: () => Promise<Preview>): Promise<Previewed<Preview>> {
  const result = await answerAction(read);
  if (result.ok) return { ok: true, preview: result.data };
  return { ok: false, message: result.issues.length > 0 ? NARROW_FIRST : result.message };
}

/** Where the job is that was made, or why there is none. */
export async function answerMade(tenant: string, make: () => Promise<Job>): Promise<JobMade> {
  const result = await answerAction(make);
  if (!result.ok) return { ok: false, message: result.message };
  return { ok: true, href: `/${tenant}/jobs/${result.data.id}` };
}

const HOUR_MS = 3_600_000;

/** A decision as the inputs of jobs have it. */
export function toJobInput(decision: BulkDecision<string>, nowMs: number) {
  const { filter, exclude, reason, confirmedTotal, ratePerSecond, startsInHours } = decision;
  return {
    filter,
    exclude,
    reason,
    confirmed_total: confirmedTotal,
    rate_per_second: ratePerSecond,
    ...(startsInHours === 0 ? {} : { starts_at: new Date(nowMs + startsInHours * HOUR_MS) }),
  };
}

type Sampled<Kind extends string> = {
  id: string;
  provider: { name: string };
  reference: string;
  createdAt: Date;
  conflict: Kind | null;
};

/** One of those a bulk action would take, for the dialog; `word` says where it stands. */
export function toBulkSample<Kind extends string>(item: Sampled<Kind>, word: string): SampleItem<Kind> {
  const { id, provider, reference, createdAt, conflict } = item;
  return {
    id,
    providerName: provider.name,
    reference,
    word: word.toLowerCase(),
    createdAt: createdAt.toISOString(),
    conflict,
  };
}
