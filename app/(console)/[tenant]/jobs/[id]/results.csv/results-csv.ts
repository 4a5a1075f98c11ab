import { csvRow } from "@/lib/format/csv";
import type { ServiceContext } from "@/lib/services/context";
import { type JobItem, listJobItems } from "@/lib/services/jobs";

const PAGE_ITEMS = 1000;
const HEADER = [
  "position",
  "result",
  "detail",
  "finished_at",
  "provider",
  "maxsight_id",
  "reference",
  "check_id",
  "target_id",
];

type Wanted = { id: string; state: JobItem["state"] | null };

/** What came of each item of a job as CSV, page by page, so that a hundred thousand need no more memory than a thousand. */
export function resultsCsv(ctx: ServiceContext, { id, state }: Wanted): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: number | null = null;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(csvRow(HEADER))),
    pull: async (controller) => {
      const page = await listJobItems(ctx, { id, state: state ?? undefined, limit: PAGE_ITEMS, after });
      if (page.items.length > 0) controller.enqueue(encoder.encode(page.items.map(toRow).join("")));
      after = page.next;
      if (after === null) controller.close();
    },
  });
}

function toRow({ position, state, detail, finishedAt, provider, check, targetId }: JobItem): string {
  return csvRow([
    position,
    state,
    detail,
    finishedAt?.toISOString() ?? null,
    provider?.slug ?? null,
    check?.maxsightId ?? null,
    check?.reference ?? null,
    check?.id ?? null,
    targetId,
  ]);
}
