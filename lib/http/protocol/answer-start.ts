import { finalAnswer, startAnswer } from "@/lib/protocol/answers";
import { validateCheckInput } from "@/lib/protocol/check-input";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { checkCredentials, fillProviderConfig } from "@/lib/protocol/provider-config";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { StartCheckRequest } from "@/lib/protocol/requests";
import {
  abandonCheck,
  acceptCheck,
  awaitSynchronousOutcome,
  type CheckRow,
  repeatStartAnswer,
  runSynchronousCheck,
  startLifecycle,
} from "@/lib/services/checks";
import { answerDeadlineMs } from "./answer-deadline";
import { beforeEnd } from "./before-end";
import type { EndpointCall } from "./endpoint-call";
import { parseBody } from "./parse-body";
import { liveProblem } from "./live-problem";
import { jsonAnswer, type ProtocolAnswer, refusal, type WholeAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** For one read of what was just stored. */
const READ_MS = 1_000;

/** `POST /checks` (PROTOCOL 10.1; ARCHITECTURE 5). The committed row is the acceptance. */
export async function answerStart(call: EndpointCall): Promise<ProtocolAnswer> {
  const { registration, ctx, key } = call;
  if (registration.status === "retired") return refusal(404, "No provider is registered under this address.");
  const parsed = parseBody(StartCheckRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const request = parsed.value;
  const checked = checkBusinessInput(call, request);
  if ("errors" in checked) return refuseStart(call, checked.errors);

  const headers = flatHeaders(call);
  const { kind, check } = await acceptCheck(ctx, { registration, key, request, headers });
  const answer =
    check.checkTemplate === "ONE_TIME_SYNCHRONOUS"
      ? await answerSynchronous(call, { kind, check, request, config: checked.values })
      : await answerAsynchronous(call, { kind, check });
  recordInbound(call, answer, {
    checkId: check.id,
    operation: "start",
    requestPayloadId: kind === "new" ? check.inputPayloadId : null,
  });
  return answer;
}

/** Config, input and country before the demo branch (PROTOCOL 10.1); credentials only matter to live checks. */
function checkBusinessInput(
  call: EndpointCall,
  request: StartCheckRequest,
): { values: Record<string, unknown> } | { errors: ProtocolError[] } {
  const { registration } = call;
  const { document } = registration.version;
  const isDemo = typeof request.demo_result === "string";
  const config = fillProviderConfig(document, request.provider_config);
  if ("errors" in config) return config;
  const input = validateCheckInput(document.check_type, document, request.check_input);
  if (input.length > 0) return { errors: input };
  if (isDemo) return config;
  const unavailable = liveProblem(registration, call.request.receivedAtMs);
  if (unavailable !== null) return { errors: [unavailable] };
  const credentials = checkCredentials(document, request);
  return credentials.length > 0 ? { errors: credentials } : config;
}

/** No check comes of it, but whoever looks for it finds what was asked and answered. */
function refuseStart(call: EndpointCall, errors: ProtocolError[]): WholeAnswer {
  const answer = jsonAnswer(200, startErrors(call, errors));
  recordInbound(call, answer, { checkId: null, operation: "start" });
  return answer;
}

function startErrors(call: EndpointCall, errors: ProtocolError[]): unknown {
  const isSynchronous = call.registration.version.document.check_template.type === "ONE_TIME_SYNCHRONOUS";
  if (isSynchronous) return finalAnswer({ outcome: { kind: "errors", errors } });
  return startAnswer({ providerId: call.registration.providerId, errors });
}

type SynchronousStart = {
  kind: "new" | "repeat";
  check: CheckRow;
  request: StartCheckRequest;
  config: Record<string, unknown>;
};

async function answerSynchronous(call: EndpointCall, start: SynchronousStart): Promise<WholeAnswer> {
  const { ctx, registration } = call;
  const { check } = start;
  const deadlineMs = answerDeadlineMs(call);
  const work = () =>
    start.kind === "new"
      ? runSynchronousCheck(ctx, {
          registration,
          check,
          request: start.request,
          config: start.config,
          deadlineMs,
        })
      : awaitSynchronousOutcome(ctx, { registration, check, deadlineMs });
  const outcome = await beforeEnd(work, () => endSynchronous(call, check));
  return jsonAnswer(200, finalAnswer({ outcome }));
}

/** The process ends before the provider has answered: the check ends with it, unless its outcome was stored just now. */
async function endSynchronous({ ctx, registration }: EndpointCall, check: CheckRow): Promise<FinalOutcome> {
  await abandonCheck(ctx, { checkId: check.id });
  const deadlineMs = ctx.now().getTime() + READ_MS;
  return awaitSynchronousOutcome(ctx, { registration, check, deadlineMs });
}

async function answerAsynchronous(
  call: EndpointCall,
  { kind, check }: { kind: "new" | "repeat"; check: CheckRow },
): Promise<WholeAnswer> {
  const { ctx, registration } = call;
  const refused = kind === "new" ? await startLifecycle(ctx, check) : await repeatStartAnswer(ctx, check);
  if (refused !== null) {
    return jsonAnswer(200, startAnswer({ providerId: registration.providerId, errors: refused.errors }));
  }
  return jsonAnswer(200, startAnswer({ providerId: registration.providerId, reference: check.reference }));
}

function flatHeaders({ request }: EndpointCall): Record<string, string> {
  const pairs = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? "")] as const);
  return Object.fromEntries(pairs);
}
