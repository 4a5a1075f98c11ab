import { messageOf } from "@/lib/errors";
import { hasFeature } from "@/lib/protocol/config-document";
import { verifyExternalLink } from "@/lib/protocol/external-link";
import { contextFor, type ServiceContext } from "@/lib/services/context";
import type { RegisteredKey, Registration } from "@/lib/services/registry";
import { type Evidence, findEvidence } from "@/lib/services/resources";
import type { Door } from "./door";
import { evidencePage, frameAncestorsOf, noticePage, pageHeaders } from "./evidence/evidence-page";
import type { ProtocolRequest, WholeAnswer } from "./protocol-request";
import type { ResourceRoute } from "./routes";

type Opening = { request: ProtocolRequest; registration: Registration; route: ResourceRoute };

/**
 * `GET /p/{slug}/resources/{id}`: a Maxsight user opens the evidence of a result (PROTOCOL 3). No Authorization header: the
 * URL itself is signed, as the browser sees it, which is our public address. 400 and 404 as in 3.2, for every reason alike.
 */
export async function answerResource(door: Door, opening: Opening): Promise<WholeAnswer> {
  const { request, registration } = opening;
  const keys = registration.keys.filter(
    (key) => key.retiresAt === null || key.retiresAt.getTime() > request.receivedAtMs,
  );
  const verdict = verifyExternalLink({
    url: `${door.runtime.publicUrl}${request.target.slice(door.pathPrefix.length)}`,
    keys: keys.map(({ key }) => key),
    nowMs: request.receivedAtMs,
  });
  if (!verdict.ok) return notice(verdict.status);
  const key = keys[verdict.keyIndex];
  if (key === undefined) return notice(404);
  const label = `Maxsight user ${verdict.auditeeId}`;
  const ctx = contextFor(door.runtime, registration.tenantId, { kind: "maxsight", label });
  const evidence = await readEvidence(ctx, { ...opening, key });
  if (evidence === null) return notice(404);
  return show(door, { ...opening, ctx, key, evidence });
}

async function readEvidence(
  ctx: ServiceContext,
  { registration, route, key }: Opening & { key: RegisteredKey },
): Promise<Evidence | null> {
  try {
    return await findEvidence(ctx, {
      providerId: registration.providerId,
      resourceId: route.resourceId.toLowerCase(),
      environment: key.environment,
    });
  } catch (error) {
    ctx.log.error({ provider: registration.slug, reason: messageOf(error) }, "evidence could not be read");
    return null;
  }
}

type Showing = Opening & { ctx: ServiceContext; key: RegisteredKey; evidence: Evidence };

function show(door: Door, { request, registration, ctx, key, evidence }: Showing): WholeAnswer {
  const isEmbedded = hasFeature(registration.version.document, "EXTERNAL_EMBED");
  const page = evidencePage({ providerName: registration.version.name, evidence });
  const answer = {
    status: 200,
    headers: pageHeaders(isEmbedded ? frameAncestorsOf(key) : null),
    body: Buffer.from(page, "utf8"),
  };
  door.recorder.record(ctx, {
    providerId: registration.providerId,
    checkId: evidence.checkId,
    peer: "maxsight",
    direction: "in",
    operation: "resource",
    method: request.method,
    // A signature is good for minutes and has no place in evidence that is kept for months.
    url: request.target.replace(/&signature=.*$/, ""),
    status: 200,
    errorCode: null,
    startedAtMs: request.receivedAtMs,
    durationMs: ctx.now().getTime() - request.receivedAtMs,
    requestSize: 0,
    responseSize: answer.body.length,
    request: null,
    response: null,
  });
  return answer;
}

function notice(status: 400 | 404): WholeAnswer {
  return { status, headers: pageHeaders(null), body: Buffer.from(noticePage(status), "utf8") };
}
