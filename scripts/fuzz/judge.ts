import type { Plan } from "./requests";
import type { Received, Sent } from "./send";

/** Something a server may not do, and what made it do so. */
export type Fault = { number: number; what: string; plan: Plan; sent: Sent; received: Received };

const INSIDE = "Gatehouse could not process this request";
const LEAKS = /node_modules|\.ts:\d+|at [A-Za-z.]+ \(|PostgresError|ECONNREFUSED/;
const OPEN_TO_ALL = new Set(["read", "path", "hook", "resource"]);

/** What is wrong with an answer, or null. */
export function judge(plan: Plan, received: Received): string | null {
  if ("error" in received) return `no answer: ${received.error}`;
  const { status, text, contentType } = received;
  if (status >= 500) return `answered ${status}`;
  if (text.includes(INSIDE)) return "failed inside";
  if (LEAKS.test(text)) return "shows its inside";
  const isUnsigned = plan.signing !== "good" && !TOLERATED.has(plan.signing);
  if (isUnsigned && status < 400 && !OPEN_TO_ALL.has(plan.kind))
    return `answered ${status} without a good signature`;
  if (contentType.startsWith("application/json") && plan.method !== "HEAD" && !isJson(text))
    return "is no JSON";
  return null;
}

/** Not as the vendor's own code would sign, and still to be taken (PROTOCOL 2.2, 2.5). */
const TOLERATED: ReadonlySet<string> = new Set(["utc_date", "no_final_quote"]);

function isJson(text: string): boolean {
  try {
    JSON.parse(Buffer.from(text, "latin1").toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
