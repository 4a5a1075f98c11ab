import type { ConnectorImage } from "@/lib/connectors/connector";
import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { fetchImages, type FetchedImages } from "../images";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { getCheckRow } from "./find-check";

/** Images of one activity; the provider's call gets what is left of the activity's time. */
const LIFECYCLE_IMAGES_MS = 60_000;
const FAIR_TRY_MS = 20_000;

/** Whether images are downloaded before the provider is called: live checks of the one type that has them (PROTOCOL 11.4). */
export function hasImages(check: Pick<CheckRow, "checkType" | "isDemo">): boolean {
  return check.checkType === "DOCUMENT_VERIFICATION" && !check.isDemo;
}

export const NO_IMAGES: Extract<FetchedImages, { status: "complete" }> = { status: "complete", images: [] };

/**
 * The images that `start` is called with. They are fetched before `started_at` is committed: until then the provider was
 * not called, and everything may be repeated. `unfinished`: call again, what came is kept.
 */
export async function obtainImages(ctx: ServiceContext, checkId: CheckRow["id"]): Promise<FetchedImages> {
  const check = await getCheckRow(ctx, checkId);
  if (!hasImages(check)) return NO_IMAGES;
  const { call } = await loadCheckWork(ctx, check);
  const deadlineMs = ctx.now().getTime() + LIFECYCLE_IMAGES_MS;
  return fetchImages(ctx, { check, checkInput: call.input, deadlineMs, fairTryMs: FAIR_TRY_MS });
}

/** As `obtainImages`, for an answer that somebody waits for: all of them by half of the time, or an error. */
export async function obtainImagesNow(
  ctx: ServiceContext,
  input: { check: CheckRow; checkInput: Record<string, unknown>; deadlineMs: number },
): Promise<{ images: ConnectorImage[] } | { outcome: ErrorsOutcome }> {
  if (!hasImages(input.check)) return { images: [] };
  const nowMs = ctx.now().getTime();
  const deadlineMs = nowMs + (input.deadlineMs - nowMs) / 2;
  const fetched = await fetchImages(ctx, { ...input, deadlineMs, fairTryMs: 0 });
  if (fetched.status === "complete") return { images: fetched.images };
  return { outcome: fetched.status === "failed" ? fetched.outcome : TOO_SLOW };
}

const TOO_SLOW: ErrorsOutcome = {
  kind: "errors",
  errors: [
    { type: "INTEGRATION", message: "The images of this check did not arrive from Maxsight in time." },
  ],
};
