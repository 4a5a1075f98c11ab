import type { z } from "zod";
import { NotFoundError, UnauthenticatedError } from "@/lib/errors";
import { authenticateApiKey } from "@/lib/services/api-keys";
import { requireScope, type Runtime, type ServiceContext } from "@/lib/services/context";
import type { Scope } from "@/lib/services/roles";
import { currentClientAddress } from "./client-address";
import { oncePerKey } from "./idempotency";
import { parseInput, parseJson, readQuery } from "./parse-input";
import { problemResponse } from "./problem";
import { RateLimit } from "./rate-limit";
import { readBody } from "./read-body";
import { recordRequest, requestIdOf } from "./request-log";
import { getRuntime } from "./runtime";

/** Enough for the largest definition; the protocol's own limit is another (10 MB). */
const MAX_BODY_BYTES = 1_048_576;

/* Bursts of a few pages of scripts are fine; a loop without a pause is slowed down. */
const limit = new RateLimit({ burst: 300, perSecond: 50 });

type Optional = z.ZodType | undefined;
type Parsed<Schema extends Optional> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<Schema extends Optional> = Schema extends z.ZodType ? z.input<Schema> : void;

/** What every route says of itself; the OpenAPI document is made from it. */
export type RouteFacts = {
  summary: string;
  /** Who may call. There is no default, so that nobody forgets it. */
  auth: "apiKey";
  scope: Scope;
  /** The audit action that the verb writes, or `none` for reads. There is no default either. */
  audit: string;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  status: 200 | 201 | 202 | 204;
  response?: z.ZodType | undefined;
};

type RouteOptions<
  Params extends Optional,
  Query extends Optional,
  Body extends Optional,
  Answer extends Optional,
> = RouteFacts & {
  params?: Params;
  query?: Query;
  body?: Body;
  response?: Answer;
  handle: (call: {
    ctx: ServiceContext;
    params: Parsed<Params>;
    query: Parsed<Query>;
    body: Parsed<Body>;
  }) => Promise<Given<Answer>>;
};

export type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** A Next route handler that carries what it declared. */
export type Route = ((request: Request, context: NextContext) => Promise<Response>) & {
  readonly facts: RouteFacts;
};

/**
 * A route of the management API. Order: request id, body limit, authenticate, tenant and actor, scope, rate limit,
 * parse, handle, serialise, map errors, log once.
 */
export function route<
  Params extends Optional = undefined,
  Query extends Optional = undefined,
  Body extends Optional = undefined,
  Answer extends Optional = undefined,
>(options: RouteOptions<Params, Query, Body, Answer>): Route {
  const answer = async (request: Request, context: NextContext): Promise<Response> => {
    const started = { atMs: performance.now(), requestId: requestIdOf(request) };
    const runtime = getRuntime();
    let ctx: ServiceContext | null = null;
    let failure: unknown = null;
    let response: Response;
    try {
      const rawBody = await readBody(request, MAX_BODY_BYTES);
      const caller = await authenticate(runtime, request);
      ctx = caller;
      requireScope(caller, options.scope);
      limit.take("id" in caller.actor ? caller.actor.id : caller.tenantId, runtime.now().getTime());
      const stored = await oncePerKey(caller, { request, rawBody }, async (acting) => {
        const input = await parseCall(options, { request, rawBody, params: await context.params });
        const given = await options.handle({ ...input, ctx: acting });
        return { status: options.status, body: options.status === 204 ? "" : JSON.stringify(given) };
      });
      response = toResponse(stored, started.requestId);
    } catch (error) {
      failure = error;
      response = problemResponse(error, started.requestId);
    }
    recordRequest({
      runtime,
      request,
      context,
      started,
      status: response.status,
      ctx,
      failure,
      audit: options.audit,
    });
    return response;
  };
  const { handle: _, ...facts } = options;
  return Object.assign(answer, { facts });
}

async function authenticate(runtime: Runtime, request: Request): Promise<ServiceContext> {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (key === undefined) {
    throw new UnauthenticatedError("Send an API key: Authorization: Bearer gh_…");
  }
  return authenticateApiKey(runtime, key, currentClientAddress());
}

type RawCall = { request: Request; rawBody: Uint8Array; params: Record<string, unknown> };

async function parseCall<
  Params extends Optional,
  Query extends Optional,
  Body extends Optional,
  Answer extends Optional,
>(options: RouteOptions<Params, Query, Body, Answer>, raw: RawCall) {
  const parse = <Schema extends Optional>(schema: Schema | undefined, value: () => unknown) =>
    (schema === undefined ? undefined : parseInput(schema, value())) as Parsed<Schema>;
  return {
    params: parseParams(options.params, raw.params) as Parsed<Params>,
    query: parse<Query>(options.query, () => readQuery(raw.request.url)),
    body: parse<Body>(options.body, () => parseJson(raw.rawBody)),
  };
}

/** An id that cannot be one names nothing: 404, not a lecture on its form. */
function parseParams(schema: Optional, params: Record<string, unknown>): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new NotFoundError("There is nothing at this address.");
  return parsed.data;
}

function toResponse(
  stored: { status: number; body: string; isReplay: boolean },
  requestId: string,
): Response {
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId });
  if (stored.isReplay) headers.set("idempotent-replayed", "true");
  if (stored.status === 204) return new Response(null, { status: 204, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(stored.body, { status: stored.status, headers });
}
