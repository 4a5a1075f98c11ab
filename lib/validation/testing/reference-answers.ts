import type { ReferenceOptions } from "./reference-integration";
import { referenceOutcome } from "./reference-outcome";
import type { ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

export type Answer = { status: number; json?: Json; text?: string; bytes?: Buffer; contentType?: string };

type Question = {
  operation: string;
  request: Json;
  check: ReferenceCheck | null;
  providerId: string;
  options: ReferenceOptions;
};

const refused = (type: string, message: string, extra: Json = {}): Answer => ({
  status: 200,
  json: { ...extra, errors: [{ type, message }], warnings: [] },
});

/** The correct answer to an authenticated request. */
export function referenceAnswer(question: Question): Answer {
  const { operation, check, providerId, options } = question;
  if (operation === "unknown") return { status: 404, json: { errors: [] } };
  if (operation === "cancel_checks") return { status: 200, json: { errors: [], warnings: [] } };
  if (check === null)
    return operation === "checks"
      ? { status: 400, json: { errors: [] } }
      : refused("INTEGRATION", "Unknown reference.", { provider_id: providerId });
  const pair = { provider_id: providerId, reference: check.reference };
  switch (operation) {
    case "checks":
      return answerStart(check, { providerId, options });
    case "poll": {
      check.polls += 1;
      const pending = check.polls <= (options.pendingPolls ?? 1);
      return {
        status: 200,
        json: {
          ...pair,
          custom_data: { polls: check.polls },
          pending,
          ...(pending ? { errors: [], warnings: [] } : referenceOutcome(check)),
        },
      };
    }
    case "ready":
      check.readyCount += 1;
      return { status: 200, json: { errors: [] } };
    case "get_result":
      return {
        status: 200,
        json: {
          ...pair,
          ...referenceOutcome(check),
          update_id: `first-${check.reference}`,
          occurred_at: "2024-05-01T10:00:00Z",
        },
      };
    default:
      return { status: 200, json: { ...pair, ...referenceOutcome(check) } };
  }
}

function answerStart(
  check: ReferenceCheck,
  { providerId, options }: Pick<Question, "providerId" | "options">,
): Answer {
  if (!JSON.stringify(check.checkInput).includes("entity_type"))
    return refused("MISSING_CHECK_INPUT", "entity_type is missing.", { provider_id: providerId });
  if ((options.template ?? "ONE_TIME_SYNCHRONOUS") === "ONE_TIME_SYNCHRONOUS")
    return { status: 200, json: referenceOutcome(check) };
  return {
    status: 200,
    json: {
      provider_id: providerId,
      reference: check.reference,
      custom_data: { started: true },
      errors: [],
      warnings: [],
      provider_data: {},
    },
  };
}
