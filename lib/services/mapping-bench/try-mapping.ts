import { z } from "zod";
import type { ConnectorCall, ConnectorProgress } from "@/lib/connectors/connector";
import { type HttpDefinition, parseConnectorDefinition } from "@/lib/connectors/definition";
import { expressionsFor } from "@/lib/connectors/for-definition";
import { mapStoredAnswer, type StoredAnswer } from "@/lib/connectors/http/remap";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { type ConfigDocument, parseConfigDocument } from "@/lib/protocol/config-document";
import { decisionOf } from "@/lib/protocol/decision";
import type { Outcome } from "@/lib/protocol/outcome";
import { fillProviderConfig } from "@/lib/protocol/provider-config";
import type { Decision } from "@/lib/protocol/states";
import { mappingProblemsIn, maskOutcome } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { readSample } from "./read-sample";

const Document = z.record(z.string(), z.unknown());
const Operation = z.enum(["start", "poll"]);
const MOST_TEXT = 200_000;

const StoredSample = z.strictObject({ kind: z.literal("stored"), exchange_id: z.uuid() });

/** An answer somebody typed or pasted; `input` is what a mapping sees as the check's input. */
const PastedSample = z.strictObject({
  kind: z.literal("pasted"),
  operation: Operation,
  status: z.int().min(100).max(599),
  body: z.string().max(MOST_TEXT),
  input: Document.optional(),
  reference: z.string().max(200).optional(),
});

/** A definition as it is being written, and the answer to try it on. */
export const TryMappingInput = z.strictObject({
  config: Document,
  connector: Document,
  sample: z.discriminatedUnion("kind", [StoredSample, PastedSample]),
});
export type TryMappingInput = z.output<typeof TryMappingInput>;

export type TriedMapping = {
  kind: Outcome["kind"];
  decision: Decision | null;
  /** Of a stored answer: masked. Of a pasted one: as it is. */
  outcome: unknown;
  /** What is wrong with the mapping, or with what it gave, place by place. */
  problems: string[];
};

/**
 * What a definition makes of an answer; nothing is called, nothing is written. Mappings see neither secrets nor
 * credentials here. Throws InvalidInputError for a definition that is not valid, ConflictError where the definition has
 * no such mapping or the answer is gone, NotFoundError for an answer of another tenant.
 */
export async function tryMapping(
  ctx: ServiceContext,
  input: TryMappingInput & { slug: string },
): Promise<TriedMapping> {
  requireScope(ctx, "providers:write");
  requireScope(ctx, "checks:read");
  const document = parsed("/config", () => parseConfigDocument(input.config));
  const definition = parsed("/connector", () => parseConnectorDefinition(input.connector));
  if (definition.kind !== "http") throw new ConflictError("Demo data has no mapping to try.");
  const { sample, slug } = input;
  const trial =
    sample.kind === "pasted"
      ? pastedTrial(ctx, document, sample)
      : await storedTrial(ctx, document, { slug, exchangeId: sample.exchange_id });
  const outcome = await map(ctx, definition, trial);
  return {
    kind: outcome.kind,
    decision: decisionOf(document.check_type, outcome),
    outcome: sample.kind === "stored" ? maskOutcome(outcome) : outcome,
    problems: mappingProblemsIn(outcome),
  };
}

type Trial = {
  operation: "start" | "poll";
  answer: StoredAnswer;
  call: ConnectorCall;
  progress: ConnectorProgress;
};

async function map(ctx: ServiceContext, definition: HttpDefinition, trial: Trial): Promise<Outcome> {
  const outcome = await mapStoredAnswer({
    ...trial,
    definition,
    expressions: expressionsFor(ctx.tenantId),
    progress: trial.operation === "start" ? null : trial.progress,
  });
  if (outcome === null)
    throw new ConflictError(
      `The connector has no mapping for ${trial.operation}: add operations.${trial.operation}.`,
    );
  return outcome;
}

async function storedTrial(
  ctx: ServiceContext,
  document: ConfigDocument,
  wanted: { slug: string; exchangeId: string },
): Promise<Trial> {
  const { operation, answer, work } = await readSample(ctx, wanted);
  const call = { ...work.call, document, secrets: {}, credentials: null };
  return { operation, answer, call, progress: work.progress };
}

function pastedTrial(
  ctx: ServiceContext,
  document: ConfigDocument,
  sample: z.output<typeof PastedSample>,
): Trial {
  const filled = fillProviderConfig(document, {});
  const nowMs = ctx.now().getTime();
  return {
    operation: sample.operation,
    answer: {
      status: sample.status,
      headers: { "content-type": "application/json" },
      body: Buffer.from(sample.body),
    },
    progress: { providerReference: sample.reference ?? null, state: null },
    call: {
      document,
      input: sample.input ?? {},
      config: "values" in filled ? filled.values : {},
      credentials: null,
      secrets: {},
      customData: {},
      demoResult: null,
      idempotencyKey: "a-check-that-is-tried",
      deadlineMs: nowMs + 10_000,
      nowMs,
    },
  };
}

function parsed<Value>(prefix: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const issues = error.issues.map(({ path, message }) => ({ path: `${prefix}${path}`, message }));
    throw new InvalidInputError("Mend the definition first; then its mapping can be tried.", issues);
  }
}
