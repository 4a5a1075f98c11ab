import { z } from "zod";
import { InvalidInputError, type InputIssue } from "@/lib/errors";
import { ConnectorAuth, HeaderName, UrlTemplate } from "./auth-definition";
import { inputIssuesOf, jsonPointer } from "@/lib/protocol/input-issues";
import { durationBetween } from "./duration";
import { Expression } from "./expression";
import { Template } from "./template";
import { findWebhookProblems, WebhookOperation } from "./webhook-definition";

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const SecretName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, "must be lower-case letters, digits and _");

/**
 * `body` is JSONata; what it yields is sent as JSON, as a form or as text. In JSON and text, `$base64(images[0])` stands for
 * an image; `multipart` takes an object whose members are texts, JSON, or images themselves. Path, query and header values are templates.
 */
export const ConnectorRequest = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: Template.refine((path) => path.startsWith("/") || path === "", "must start with /"),
  query: z.record(z.string().min(1), Template).default({}),
  headers: z.record(HeaderName, Template).default({}),
  body: Expression.optional(),
  body_type: z.enum(["json", "form", "text", "multipart"]).default("json"),
});
export type ConnectorRequest = z.output<typeof ConnectorRequest>;

const TimeoutMs = z.int().min(100).max(120_000).default(10_000);
const common = { request: ConnectorRequest, timeout_ms: TimeoutMs };

/** Retried (after no answer, a timeout, 429 or 5xx) only when the provider is said to be idempotent. */
const StartOperation = z.strictObject({
  ...common,
  idempotent: z.boolean().default(false),
  attempts: z.int().min(1).max(5).default(3),
  outcome: Expression,
});

const PollOperation = z.strictObject({
  ...common,
  every: durationBetween(SECOND_MS, 7 * DAY_MS).default(30 * SECOND_MS),
  backoff: z.number().min(1).max(10).default(1.5),
  max_every: durationBetween(SECOND_MS, 7 * DAY_MS).default(HOUR_MS),
  give_up_after: durationBetween(SECOND_MS, 400 * DAY_MS).default(48 * HOUR_MS),
  outcome: Expression,
});

/** Without `outcome`: 2xx, 404 and 410 mean cancelled. With it: `true`, `{ "cancelled": … }` or `{ "errors": […] }`. */
const CancelOperation = z.strictObject({ ...common, outcome: Expression.optional() });

/** `outcome` yields the candidates of PROTOCOL 10.8 (an array), `{ "candidates": […] }` or `{ "errors": […] }`. */
const SearchOperation = z.strictObject({ ...common, outcome: Expression });

/** A 2xx answer is the file. `outcome` sees any other answer and yields `{ "errors": […] }`. */
const DownloadOperation = z.strictObject({
  ...common,
  max_bytes: z.int().min(1).max(200_000_000).default(50_000_000),
  content_type: Expression.optional(),
  file_name: Expression.optional(),
  outcome: Expression.optional(),
});

/** How a monitored check learns of changes. */
export const Monitoring = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("webhook") }),
  z.strictObject({
    mode: z.literal("poll"),
    every: durationBetween(SECOND_MS, 365 * DAY_MS).default(DAY_MS),
  }),
]);
export type Monitoring = z.output<typeof Monitoring>;

const HttpConnectorDefinition = z
  .strictObject({
    kind: z.literal("http"),
    base_url: UrlTemplate,
    auth: ConnectorAuth.default({ type: "none" }),
    operations: z.strictObject({
      start: StartOperation,
      poll: PollOperation.optional(),
      webhook: WebhookOperation.optional(),
      cancel: CancelOperation.optional(),
      search: SearchOperation.optional(),
      download: DownloadOperation.optional(),
    }),
    monitoring: Monitoring.optional(),
    secrets: z.array(SecretName).max(50).default([]),
  })
  .superRefine((definition, context) => {
    for (const { path, message } of [
      ...findWebhookProblems(definition),
      ...findUndeclaredSecrets(definition),
    ]) {
      context.addIssue({ code: "custom", path, message });
    }
    if (definition.monitoring?.mode === "poll" && definition.operations.poll === undefined) {
      context.addIssue({
        code: "custom",
        path: ["monitoring", "mode"],
        message: "poll needs operations.poll",
      });
    }
    if (definition.monitoring?.mode === "webhook" && definition.operations.webhook === undefined) {
      context.addIssue({
        code: "custom",
        path: ["monitoring", "mode"],
        message: "webhook needs operations.webhook",
      });
    }
  });

type Problem = { path: (string | number)[]; message: string };

const SECRET_MENTION = /\bsecrets\.([A-Za-z_]\w*)/g;

/** Every `secrets.<name>` in any text of the document must be declared, so that a typo is found before the first check. */
function findUndeclaredSecrets(definition: { secrets: string[] }): Problem[] {
  const walk = (value: unknown, path: (string | number)[]): Problem[] => {
    if (typeof value === "string") {
      const names = [...value.matchAll(SECRET_MENTION)].map(([, name = ""]) => name);
      const undeclared = names.filter((name) => !definition.secrets.includes(name));
      return undeclared.map((name) => ({ path, message: `"${name}" is not listed in secrets` }));
    }
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) => walk(member, [...path, name]));
  };
  return walk(definition, []);
}

/** Answers every check with demo data; `default_result` is used for live checks (the first demo value when absent). */
const DemoConnectorDefinition = z.strictObject({
  kind: z.literal("demo"),
  default_result: z.string().min(1).max(100).optional(),
});

/**
 * What a provider version says about calling the provider. Defaults are filled and durations are ms; parsing the
 * output again gives the same output.
 */
export const ConnectorDefinition = z.discriminatedUnion("kind", [
  DemoConnectorDefinition,
  HttpConnectorDefinition,
]);
export type ConnectorDefinition = z.output<typeof ConnectorDefinition>;
export type HttpDefinition = Extract<ConnectorDefinition, { kind: "http" }>;

/** The definition, or an `InvalidInputError` whose issues are JSON pointers; a syntax error names line and column. */
export function parseConnectorDefinition(value: unknown): ConnectorDefinition {
  const parsed = ConnectorDefinition.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(toInputIssues);
  throw new InvalidInputError("The connector definition is not valid.", issues);
}

/** Our own messages say it all; those of the library are turned into sentences that name the member. */
function toInputIssues(issue: z.core.$ZodIssue): InputIssue[] {
  if (issue.code !== "custom" && issue.code !== "invalid_format") return inputIssuesOf({ issues: [issue] });
  return [{ path: jsonPointer(issue.path), message: issue.message }];
}

/** When to ask a pending check's provider again; `null`: it is never asked. All in ms. */
export type PollPlan = { everyMs: number; backoff: number; maxEveryMs: number; giveUpAfterMs: number };

/** The poll plan of a definition. */
export function pollPlanOf(definition: ConnectorDefinition): PollPlan | null {
  if (definition.kind !== "http" || definition.operations.poll === undefined) return null;
  const { every, backoff, max_every, give_up_after } = definition.operations.poll;
  return { everyMs: every, backoff, maxEveryMs: Math.max(every, max_every), giveUpAfterMs: give_up_after };
}
