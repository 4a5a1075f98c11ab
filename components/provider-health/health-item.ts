import type { OutcomeStep } from "@/components/overview/outcome-step";

/** How a provider did in 24 hours, as its page shows it. Times ISO 8601, durations in ms. */
export type HealthItem = {
  started: number;
  results: number;
  errors: number;
  p50ResultMs: number | null;
  p95ResultMs: number | null;
  lastResultAt: string | null;
  steps: readonly OutcomeStep[];
  topErrors: readonly { errorType: string; count: number; lastAt: string; href: string }[];
  calls: readonly {
    operation: string;
    calls: number;
    failures: number;
    p50Ms: number;
    p95Ms: number;
  }[];
};
