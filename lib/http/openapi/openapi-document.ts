import { z } from "zod";
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { Route, RouteFacts } from "../route";

export type Method = "get" | "post" | "put" | "delete";

/** The routes of the management API by address and method. */
export type RouteTable = Record<string, Partial<Record<Method, Route>>>;

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    request_id: z.string(),
    errors: z
      .array(z.object({ path: z.string().meta({ description: "A JSON pointer." }), message: z.string() }))
      .optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

const IdempotencyHeaders = z.object({
  "Idempotency-Key": z.string().min(1).max(200).optional().meta({
    description: "The same key and body within 24 hours gets the first answer again; another body gets 409.",
  }),
});

const REFUSALS: Record<string, string> = {
  "401": "No API key, or one that is unknown, expired or revoked.",
  "403": "The role of the key may not do this.",
  "404": "There is no such thing in the tenant of the key.",
  "409": "It contradicts what is stored.",
  "422": "Something in the request is wrong; `errors` names each member.",
  "429": "Too many requests; `Retry-After` says when to come back.",
};

/** OpenAPI 3.1 of the management API, made from what the routes declare: there is no second description to keep true. */
export function createOpenApiDocument(routes: RouteTable, serverUrl: string): oas31.OpenAPIObject {
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Gatehouse management API",
        version: "1",
        description:
          "Everything the dashboard can do. The tenant and the role come from the API key. Lists are newest first and " +
          "paged with `cursor`; times are ISO 8601 in UTC; unknown members are refused. A key may make 50 requests a second " +
          "and 300 at once, counted by each web process; beyond that the answer is 429 with `Retry-After`.",
      },
      servers: [{ url: serverUrl }],
      security: [{ apiKey: [] }],
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "`Authorization: Bearer gh_…`" },
        },
      },
      paths: toPaths(routes),
    },
    {
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema._zod.def.type !== "date") return;
        jsonSchema.type = "string";
        jsonSchema.format = "date-time";
      },
      allowEmptySchema: { date: true },
    },
  );
}

function toPaths(routes: RouteTable): ZodOpenApiPathsObject {
  const paths = Object.entries(routes).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, { facts }]) => [
      method,
      toOperation({ path, method, facts }),
    ]);
    return [path, Object.fromEntries(operations)] as const;
  });
  return Object.fromEntries(paths);
}

type Described = { path: string; method: string; facts: RouteFacts };

function toOperation({ path, method, facts }: Described): ZodOpenApiOperationObject {
  const params: Record<string, z.ZodType> = {};
  if (facts.params !== undefined) params.path = facts.params;
  if (facts.query !== undefined) params.query = facts.query;
  if (method === "post") params.header = IdempotencyHeaders;
  return {
    operationId: operationId(path, method),
    summary: facts.summary,
    description: `Needs the scope \`${facts.scope}\`.`,
    tags: [path.split("/")[1] ?? ""],
    requestParams: params,
    ...(facts.body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: facts.body } } } }),
    responses: {
      [String(facts.status)]: toAnswer(facts),
      ...Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          status,
          { description, content: { "application/problem+json": { schema: Problem } } },
        ]),
      ),
    },
  };
}

function toAnswer(facts: RouteFacts) {
  if (facts.response === undefined) return { description: "Done; no body." };
  return { description: "Done.", content: { "application/json": { schema: facts.response } } };
}

/** `post /providers/{slug}/pause` → `postProvidersBySlugPause`. */
function operationId(path: string, method: string): string {
  const words = path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => part.replace(/^\{(.*)\}$/, "by_$1"))
    .flatMap((part) => part.split(/[_-]/));
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
