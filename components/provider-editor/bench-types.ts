import type { InputIssue } from "@/lib/errors";

/** A stored answer of the provider. ISO time. */
export type SampleItem = {
  exchangeId: string;
  operation: "start" | "poll";
  status: number;
  at: string;
  durationMs: number;
};

export type PastedAnswer = {
  kind: "pasted";
  operation: "start" | "poll";
  status: number;
  body: string;
  input?: unknown;
};

export type BenchSample = { kind: "stored"; exchange_id: string } | PastedAnswer;

export type TriedItem = {
  kind: "pending" | "result" | "errors";
  decision: string | null;
  outcome: unknown;
  problems: readonly string[];
};

export type TryMapping = (input: {
  document: Record<string, unknown>;
  sample: BenchSample;
}) => Promise<{ ok: true; data: TriedItem } | { ok: false; message: string; issues: readonly InputIssue[] }>;

export type Bench = { samples: readonly SampleItem[]; tryMapping: TryMapping };
