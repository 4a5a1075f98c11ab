import { sampleImage } from "@/lib/simulator/sample-image";
import type { ReferenceOptions } from "./reference-options";
import { referenceOutcome } from "./reference-outcome";
import type { Answer, ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

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
  const { operation, request, check } = question;
  switch (operation) {
    case "unknown":
      return { status: 404, json: { errors: [] } };
    case "download_file":
      return downloadAnswer(request);
    case "search":
      return searchAnswerFor(request);
    case "cancel_checks":
      return { status: 200, json: { errors: [], warnings: [] } };
    default:
      return check === null ? answerUnknownCheck(question) : answerAboutCheck(question, check);
  }
}

function answerUnknownCheck({ operation, providerId }: Question): Answer {
  if (operation === "checks") return { status: 400, json: { errors: [] } };
  return refused("INTEGRATION", "Unknown reference.", { provider_id: providerId });
}

function answerAboutCheck(question: Question, check: ReferenceCheck): Answer {
  const { operation, providerId, options } = question;
  const pair = { provider_id: providerId, reference: check.reference };
  switch (operation) {
    case "checks":
      return answerStart(check, question);
    case "ready":
      check.readyCount += 1;
      return { status: 200, json: { errors: [] } };
    case "poll":
      return answerPoll(question, check);
    case "get_result": {
      const update = { update_id: `first-${check.reference}`, occurred_at: "2024-05-01T10:00:00Z" };
      return { status: 200, json: { ...pair, ...referenceOutcome(check, options), ...update } };
    }
    default:
      return { status: 200, json: { ...pair, ...referenceOutcome(check, options) } };
  }
}

function answerPoll({ providerId, options }: Question, check: ReferenceCheck): Answer {
  check.polls += 1;
  const pending = check.polls <= (options.pendingPolls ?? 1);
  const outcome = pending ? { errors: [], warnings: [] } : referenceOutcome(check, options);
  const pair = { provider_id: providerId, reference: check.reference };
  return { status: 200, json: { ...pair, custom_data: { polls: check.polls }, pending, ...outcome } };
}

function downloadAnswer(request: Json): Answer {
  const info = request["download_info"];
  const isVideo =
    typeof info === "object" && info !== null && "file_type" in info && info.file_type === "LIVE_VIDEO";
  return { status: 200, bytes: sampleImage("any").bytes, contentType: isVideo ? "video/mp4" : "image/png" };
}

const CANDIDATE = { name: "Sample Trading Ltd", number: "01234567", country_of_incorporation: "GBR" };

function searchAnswerFor(request: Json): Answer {
  const counts: Readonly<Record<string, number>> = { NO_HITS: 0, ONE_HIT: 1 };
  const count = counts[String(request["demo_result"])] ?? 3;
  return {
    status: 200,
    json: { search_output: Array.from({ length: count }, () => CANDIDATE), errors: [], warnings: [] },
  };
}

function answerStart(
  check: ReferenceCheck,
  { providerId, options }: Pick<Question, "providerId" | "options">,
): Answer {
  if (!JSON.stringify(check.checkInput).includes("entity_type"))
    return refused("MISSING_CHECK_INPUT", "entity_type is missing.", { provider_id: providerId });
  if ((options.template ?? "ONE_TIME_SYNCHRONOUS") === "ONE_TIME_SYNCHRONOUS")
    return { status: 200, json: referenceOutcome(check, options) };
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
