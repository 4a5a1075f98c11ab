import { createHash } from "node:crypto";
import type { FinalOutcome } from "@/lib/protocol/outcome";

/** Members that change with every answer and say nothing new. */
const VOLATILE = new Set(["created_at", "upload_date"]);

/**
 * What a monitored result says, as a hash: the same whatever the order of members, and whatever the order of screening
 * hits, which are told apart by `provider.hit_id` (PROTOCOL 11.7). Only `output`, `result` and errors count.
 */
export function contentHash(outcome: FinalOutcome): string {
  const said =
    outcome.kind === "errors"
      ? { errors: outcome.errors }
      : { output: sortHits(outcome.output), result: outcome.result ?? null };
  return createHash("sha256").update(canonical(said)).digest("hex");
}

function sortHits(output: Record<string, unknown> | undefined): unknown {
  const hits = output?.["screening_hits"];
  if (output === undefined || !Array.isArray(hits)) return output ?? null;
  const key = (hit: unknown) =>
    canonical((hit as { provider?: { hit_id?: unknown } } | null)?.provider?.hit_id ?? hit);
  return { ...output, screening_hits: hits.toSorted((left, right) => (key(left) < key(right) ? -1 : 1)) };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(
    ([name, member]) => member !== undefined && !VOLATILE.has(name),
  );
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
