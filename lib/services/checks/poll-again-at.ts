import { pollPlanOf } from "@/lib/connectors/definition";
import type { DefinitionVersion } from "../registry";

/** A provider that asks for patience gets it, up to a day: an absurd wish must not strand the check. */
const MAX_RETRY_AFTER_MS = 86_400_000;

type Asked = { version: DefinitionVersion | null; pollCount: number; retryAfterMs: number | null };

/** When a provider that has not said its last word is asked again; null where it is never asked. Pure. */
export function pollAgainAt({ version, pollCount, retryAfterMs }: Asked, now: Date): Date | null {
  const plan = version === null ? null : pollPlanOf(version.connector);
  if (plan === null) return null;
  const wishedMs = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs ?? 0);
  const plannedMs = Math.min(plan.maxEveryMs, plan.everyMs * plan.backoff ** pollCount);
  return new Date(now.getTime() + Math.max(wishedMs, plannedMs));
}
