import { z } from "zod";
import { isCidr } from "@/lib/egress/cidr";
import { durationBetween } from "./duration";
import { Expression } from "./expression";
import { Template } from "./template";

const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be a header name")
  .toLowerCase();

/**
 * The signature is in `header` (after `prefix`), or where the expression `signature` finds it; likewise the timestamp.
 * `payload` sees `raw` (the bytes), `timestamp`, `headers` and `target`.
 */
const HmacVerification = z.strictObject({
  type: z.enum(["hmac_sha256", "hmac_sha1", "hmac_sha512"]),
  header: HeaderName.optional(),
  signature: Expression.optional(),
  prefix: z.string().max(50).default(""),
  encoding: z.enum(["hex", "base64"]).default("hex"),
  payload: Template.default("{{ raw }}"),
  timestamp_header: HeaderName.optional(),
  timestamp: Expression.optional(),
  tolerance: durationBetween(1000, 86_400_000).default(300_000),
  secret: z.string(),
});

/** How a webhook proves where it comes from. There is no way to leave it out; `unsigned` is named and expires. */
export const WebhookVerification = z.discriminatedUnion("type", [
  HmacVerification,
  z.strictObject({ type: z.literal("basic"), username: z.string().min(1), secret: z.string() }),
  z.strictObject({ type: z.literal("header"), header: HeaderName, secret: z.string() }),
  z.strictObject({
    type: z.literal("ip"),
    allow: z.array(z.string().refine(isCidr, "must be an IP address or CIDR")).min(1).max(200),
  }),
  z.strictObject({
    type: z.literal("unsigned"),
    reason: z.string().min(10).max(500),
    until: z.iso.datetime({ offset: true }),
  }),
]);
export type WebhookVerification = z.output<typeof WebhookVerification>;
export type HmacVerification = z.output<typeof HmacVerification>;

/** `event_id` and `provider_reference` see `body`, `headers` and `target`; `outcome` sees the check as well. */
export const WebhookOperation = z.strictObject({
  verify: WebhookVerification,
  event_id: Expression.optional(),
  provider_reference: Expression,
  outcome: Expression.optional(),
  // oxlint-disable-next-line unicorn/no-thenable -- the document's word; its value is a string, so nothing awaits it
  then: z.literal("poll").optional(),
});
export type WebhookOperation = z.output<typeof WebhookOperation>;

type Problem = { path: string[]; message: string };
type HasWebhook = {
  secrets: string[];
  operations: { poll?: unknown; webhook?: WebhookOperation | undefined };
};

/** What the shape alone cannot say: which members need each other. */
export function findWebhookProblems({ secrets, operations }: HasWebhook): Problem[] {
  const { webhook } = operations;
  if (webhook === undefined) return [];
  const at = ["operations", "webhook"];
  const problems: Problem[] = [];
  if ((webhook.outcome === undefined) === (webhook.then === undefined)) {
    problems.push({ path: at, message: "needs either outcome or then: poll" });
  }
  if (webhook.then === "poll" && operations.poll === undefined) {
    problems.push({ path: [...at, "then"], message: "poll needs operations.poll" });
  }
  const { verify } = webhook;
  if ("secret" in verify && !secrets.includes(verify.secret)) {
    problems.push({
      path: [...at, "verify", "secret"],
      message: `"${verify.secret}" is not listed in secrets`,
    });
  }
  return [...problems, ...findHmacProblems(verify, [...at, "verify"])];
}

function findHmacProblems(verify: WebhookVerification, at: string[]): Problem[] {
  if (!("payload" in verify)) return [];
  const problems: Problem[] = [];
  if ((verify.header === undefined) === (verify.signature === undefined)) {
    problems.push({ path: at, message: "needs either header or signature" });
  }
  if (verify.timestamp_header !== undefined && verify.timestamp !== undefined) {
    problems.push({ path: at, message: "takes timestamp_header or timestamp, not both" });
  }
  return problems;
}
