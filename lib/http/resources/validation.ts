import { z } from "zod";
import type { Validation, ValidationSummary } from "@/lib/services/validations";
import { ProviderSlug } from "@/lib/services/providers";
import { Instant, toInstant } from "./values";

export const ValidationParams = z.object({ slug: ProviderSlug, id: z.string() });

export const PublicValidation = z
  .object({
    id: z.uuid(),
    version: z.int().meta({ description: "The published version it ran against." }),
    state: z.enum(["running", "passed", "failed", "unreachable", "interrupted"]).meta({
      description: "`passed`: no *must* failed. `interrupted`: the process that ran it is gone.",
    }),
    passed: z.int(),
    failed: z.int().meta({ description: "Failed tests of severity `must`." }),
    started_by: z.string(),
    created_at: Instant,
    finished_at: Instant.nullable(),
  })
  .meta({ id: "Validation" });

/** A run of the validation suite as the management API shows it. */
export function toPublicValidation(run: ValidationSummary): z.input<typeof PublicValidation> {
  return {
    id: run.id,
    version: run.version,
    state: run.state,
    passed: run.passed,
    failed: run.failed,
    started_by: run.actorLabel,
    created_at: run.createdAt.toISOString(),
    finished_at: toInstant(run.finishedAt),
  };
}

const PublicTest = z
  .object({
    id: z.string(),
    group: z.string(),
    title: z.string().meta({ description: "A sentence that is true when the test passes." }),
    severity: z.enum(["must", "should"]),
    outcome: z.enum(["passed", "failed", "not_supported", "skipped"]),
    sent: z.string().nullable(),
    received: z.string().nullable(),
    hint: z.string().nullable().meta({ description: "How to mend it." }),
  })
  .meta({ id: "ValidationTest" });

export const PublicValidationReport = PublicValidation.extend({
  url: z.string().nullable(),
  duration_ms: z.number().nullable(),
  problem: z.string().nullable().meta({ description: "Why the run says nothing about the version." }),
  tests: z.array(PublicTest).meta({ description: "While it runs: the tests that have ended." }),
}).meta({ id: "ValidationReport" });

/** A run with the result of every test. */
export function toPublicValidationReport(run: Validation): z.input<typeof PublicValidationReport> {
  return {
    ...toPublicValidation(run),
    url: run.report?.url ?? null,
    duration_ms: run.report?.durationMs ?? null,
    problem: run.report?.problem ?? null,
    tests: run.report?.tests ?? [],
  };
}
