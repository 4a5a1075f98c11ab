import { isDatabaseAway, outlastOutage } from "@/lib/db/outlast-outage";
import { messageOf } from "@/lib/errors";
import { signResponse } from "@/lib/protocol/signature/sign-response";
import { contextFor, type ServiceContext } from "@/lib/services/context";
import { noteKeyUse, type RegisteredKey, type Registration } from "@/lib/services/registry";
import { beforeEnd } from "./before-end";
import { authenticate } from "./authenticate";
import type { Door } from "./door";
import type { EndpointCall } from "./endpoint-call";
import { ENDPOINTS } from "./endpoints";
import { answerDeadlineMs } from "./answer-deadline";
import { answerResource } from "./answer-resource";
import { answerMetadata } from "./metadata";
import {
  jsonAnswer,
  MAX_BODY_BYTES,
  type ProtocolAnswer,
  type ProtocolRequest,
  refusal,
} from "./protocol-request";
import { matchRoute, type SignedRoute } from "./routes";

/** Looking a provider up proves nothing about the caller, so it is not waited for as long as an answer may take. */
const FIND_MS = 10_000;

/**
 * Answers one request to `/p/…`, whichever door it came through: `server.ts` or a Next route handler. Order of
 * PROTOCOL 2.7 and 16: route → size → signature (401 before any parsing) → JSON (400) → the endpoint. Never throws. To an
 * authenticated, parsed request our own failure is an `INTEGRATION` error in a 200, with one exception: while Postgres is
 * away the request waits for it as long as the answer may take, and then gets 503, because an error in a 200 would end a
 * check whose result is safe.
 */
export async function handleProtocolRequest(door: Door, request: ProtocolRequest): Promise<ProtocolAnswer> {
  const match = matchRoute(request.method, request.target, door.pathPrefix);
  if (match.status === "not_found") return refusal(404, "There is nothing at this address.");
  if (match.status === "wrong_method")
    return refusal(405, `Use ${match.allow} here.`, { allow: match.allow });
  if (request.rawBody.length > MAX_BODY_BYTES) return refusal(413, "The request body is larger than 10 MB.");
  let registration: Registration | null;
  try {
    registration = await outlastOutage(request.receivedAtMs + FIND_MS, () => door.registry.find(match.slug));
  } catch (error) {
    door.runtime.log.error({ slug: match.slug, reason: messageOf(error) }, "provider could not be read");
    return unavailable();
  }
  if (registration === null) return refusal(404, "No provider is registered under this address.");
  const { route } = match;
  if (route.endpoint === "metadata") return answerMetadata(registration);
  if (route.endpoint === "resource") return answerResource(door, { request, registration, route });
  return answerSigned(door, { request, registration, route });
}

type Addressed = { request: ProtocolRequest; registration: Registration; route: SignedRoute };

async function answerSigned(door: Door, addressed: Addressed): Promise<ProtocolAnswer> {
  const { request, registration } = addressed;
  const verdict = authenticate(door, registration, request);
  if (!verdict.ok) {
    door.failures.record(registration, verdict);
    return refusal(401, "Invalid signature in request.", {
      "www-authenticate": 'Signature realm="gatehouse"',
    });
  }
  const { key } = verdict;
  const answer = await answerParsed(door, addressed, key);
  if (!door.isSigningResponses || !Buffer.isBuffer(answer.body)) return answer;
  // The form of PROTOCOL 2.10: only the digest is signed.
  const signed = signResponse({ body: answer.body, signingKey: key });
  return { ...answer, headers: { ...answer.headers, digest: signed.Digest, signature: signed.Signature } };
}

async function answerParsed(door: Door, addressed: Addressed, key: RegisteredKey): Promise<ProtocolAnswer> {
  const { request, registration, route } = addressed;
  const body = request.method === "GET" ? {} : parseObject(request.rawBody);
  if (body === null) return refusal(400, "The request body must be a JSON object.");
  const ctx = contextOf(door, registration, key);
  noteKeyUse(ctx, key.id);
  const call: EndpointCall = { door, ctx, request, registration, key, route, body };
  try {
    const work = () =>
      outlastOutage(
        () => answerDeadlineMs(call),
        () => ENDPOINTS[route.endpoint](call),
      );
    // A check that was started must not be without an outcome: answer-start sees to that itself.
    return await (route.endpoint === "start" ? work() : beforeEnd(work, restarting));
  } catch (error) {
    logFailure(ctx, call, error);
    if (isDatabaseAway(error)) return unavailable();
    const message = "Gatehouse could not process this request. Its operator can find the reason in the log.";
    return jsonAnswer(200, { errors: [{ type: "INTEGRATION", message }], warnings: [] });
  }
}

const restarting = () => refusal(503, "Gatehouse is restarting; ask again.", { "retry-after": "5" });

const unavailable = () =>
  refusal(503, "Gatehouse cannot reach its database right now.", { "retry-after": "5" });

function logFailure(ctx: ServiceContext, call: EndpointCall, error: unknown): void {
  const { registration, route } = call;
  ctx.log.error(
    { provider: registration.slug, endpoint: route.endpoint, reason: messageOf(error) },
    "a protocol request failed inside",
  );
}

function parseObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const contexts = new WeakMap<RegisteredKey, ServiceContext>();

/** Maxsight acting through one key. A key is loaded anew whenever its provider changes, and its context with it. */
function contextOf(door: Door, registration: Registration, key: RegisteredKey): ServiceContext {
  let ctx = contexts.get(key);
  if (ctx === undefined) {
    const label = `Maxsight, key ${key.keyId}`;
    ctx = contextFor(door.runtime, registration.tenantId, { kind: "maxsight", label });
    contexts.set(key, ctx);
  }
  return ctx;
}
