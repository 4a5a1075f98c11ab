import type { Settings } from "@/lib/env";

const DAY_MS = 86_400_000;

/** How long each kind of thing is kept, in milliseconds. */
export type RetentionPolicy = { bodiesMs: number; attemptsMs: number; auditMs: number; imagesMs: number };

/** The policy of the instance (RETAIN_… settings). */
export function retentionPolicyOf(
  settings: Pick<Settings, "RETAIN_BODIES_DAYS" | "RETAIN_ATTEMPTS_DAYS" | "RETAIN_AUDIT_DAYS">,
): RetentionPolicy {
  return {
    bodiesMs: settings.RETAIN_BODIES_DAYS * DAY_MS,
    attemptsMs: settings.RETAIN_ATTEMPTS_DAYS * DAY_MS,
    auditMs: settings.RETAIN_AUDIT_DAYS * DAY_MS,
    // No setting: an image is only needed until the provider was called, and taken with its check before that.
    imagesMs: DAY_MS,
  };
}
