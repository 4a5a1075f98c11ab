import type { z } from "zod";
import { type ProtocolAnswer, refusal } from "./protocol-request";

/**
 * Protocol-level members that are missing or of the wrong type are a 400 (PROTOCOL 16); what is inside `check_input`,
 * `provider_config` and `provider_credentials` is not looked at here.
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: Record<string, unknown>,
): { ok: true; value: z.output<Schema> } | { ok: false; answer: ProtocolAnswer } {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "The body" : `\`${issue.path.join(".")}\``;
  return {
    ok: false,
    answer: refusal(400, `${where} is not as the protocol says: ${issue?.message ?? "invalid"}.`),
  };
}
