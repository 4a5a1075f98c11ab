import type { ProtocolError, ProtocolWarning } from "./error-type";
import type { ErrorsOutcome, ExternalResource, FinalOutcome, PendingOutcome, ResultOutcome } from "./outcome";

/**
 * Bodies of our answers, all of them 200 (PROTOCOL 1.4, 9.2). `errors` and `warnings` are always there (20-18); charges
 * are never sent, since nothing is resold any more (9.5).
 */
export type Answer = {
  errors: ProtocolError[];
  warnings: ProtocolWarning[];
  provider_id?: string;
  reference?: string;
  custom_data?: Record<string, unknown>;
  provider_data?: unknown;
};

export type FinalAnswer = Answer & {
  check_output?: Record<string, unknown>;
  result?: ResultOutcome["result"];
  external_resources?: ExternalResource[];
  update_id?: string;
  occurred_at?: string;
};

export type MetadataAnswer = { protocol_version: 1; provider_name: string };

/** `GET /` (PROTOCOL 5). */
export function metadataAnswer(provider: { providerName: string }): MetadataAnswer {
  return { protocol_version: 1, provider_name: provider.providerName };
}

/** Names a check towards Maxsight (PROTOCOL 9.7). */
type Identity = { providerId?: string; reference?: string };

/**
 * The answer to a start of every template but the synchronous one (PROTOCOL 10.1). With errors there is no reference,
 * and neither `ready` nor a callback follows (7.3).
 */
export function startAnswer(start: {
  providerId: string;
  reference?: string;
  customData?: Record<string, unknown>;
  errors?: ProtocolError[];
  warnings?: ProtocolWarning[];
  providerData?: unknown;
}): Answer {
  const errors = start.errors ?? [];
  return {
    provider_id: start.providerId,
    ...(start.reference === undefined || errors.length > 0 ? {} : { reference: start.reference }),
    custom_data: start.customData ?? {},
    errors,
    warnings: start.warnings ?? [],
    provider_data: start.providerData ?? {},
  };
}

/** The answer to a poll: final unless `pending` (PROTOCOL 7.2), and never pending with errors (OPEN 28). */
export function pollAnswer(
  poll: Identity & { outcome: PendingOutcome | FinalOutcome; customData?: Record<string, unknown> },
): FinalAnswer & { pending: boolean } {
  const { outcome, ...rest } = poll;
  if (outcome.kind !== "pending") return { ...finalAnswer({ ...rest, outcome }), pending: false };
  return {
    ...identityOf(poll),
    custom_data: poll.customData ?? {},
    errors: [],
    warnings: [],
    pending: true,
  };
}

/**
 * A final result: the synchronous answer, `complete`, and with `update` `get_result` (PROTOCOL 9.2, 10.4, 10.5). Errors
 * stand alone: Maxsight ignores everything beside them.
 */
export function finalAnswer(
  final: Identity & {
    outcome: FinalOutcome;
    customData?: Record<string, unknown>;
    update?: { updateId: string; occurredAt: Date };
  },
): FinalAnswer {
  const { outcome, update } = final;
  const customData = final.customData ?? (outcome.kind === "result" ? outcome.customData : undefined);
  return {
    ...identityOf(final),
    ...(customData === undefined ? {} : { custom_data: customData }),
    ...(outcome.kind === "errors" ? errorsPart(outcome) : resultPart(outcome)),
    provider_data: outcome.providerData ?? {},
    ...(update === undefined
      ? {}
      : { update_id: update.updateId, occurred_at: formatOccurredAt(update.occurredAt) }),
  };
}

function resultPart(outcome: ResultOutcome): FinalAnswer {
  const { output, result, externalResources } = outcome;
  return {
    ...(output === undefined ? {} : { check_output: output }),
    ...(result === undefined ? {} : { result }),
    errors: [],
    warnings: outcome.warnings ?? [],
    ...(externalResources === undefined ? {} : { external_resources: externalResources }),
  };
}

function errorsPart(outcome: ErrorsOutcome): FinalAnswer {
  return { errors: outcome.errors, warnings: outcome.warnings ?? [] };
}

/** `ready` (PROTOCOL 10.3). Errors make Maxsight ask again. */
export function readyAnswer(ready: { errors?: ProtocolError[]; warnings?: ProtocolWarning[] } = {}): Answer {
  return { errors: ready.errors ?? [], warnings: ready.warnings ?? [] };
}

/** `cancel_checks` (PROTOCOL 10.6): what could not be cancelled is a warning and fails no other (OPEN 35). */
export function cancelAnswer(
  cancel: { errors?: ProtocolError[]; warnings?: ProtocolWarning[] } = {},
): Answer {
  return { errors: cancel.errors ?? [], warnings: cancel.warnings ?? [] };
}

/** `search` (PROTOCOL 10.8), best match first; no hits are an empty list. */
export function searchAnswer<Candidate>(search: {
  candidates: Candidate[];
  errors?: ProtocolError[];
  warnings?: ProtocolWarning[];
  providerData?: unknown;
}): Answer & { search_output: Candidate[] } {
  return {
    search_output: search.candidates,
    errors: search.errors ?? [],
    warnings: search.warnings ?? [],
    provider_data: search.providerData ?? {},
  };
}

/** A body that only says what went wrong: every other refusal that has one (PROTOCOL 9.3, 10.7). */
export function errorAnswer(errors: ProtocolError[]): Answer {
  return { errors, warnings: [] };
}

function identityOf(identity: Identity): WireIdentity {
  return {
    ...(identity.providerId === undefined ? {} : { provider_id: identity.providerId }),
    ...(identity.reference === undefined ? {} : { reference: identity.reference }),
  };
}

type WireIdentity = Pick<Answer, "provider_id" | "reference">;

/** `2023-10-24T12:24:50Z`, whole seconds (OPEN 57). */
export function formatOccurredAt(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
