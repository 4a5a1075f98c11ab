import { storableText } from "@/lib/storable-text";

const MEMBERS = ["callback_id", "notification_id", "callbackId", "notificationId", "id"];
const MAX_LENGTH = 200;

/**
 * The id by which Maxsight's support finds our call (PROTOCOL 10.9, 10.10). Tolerant: any of the known member names, text
 * or number; a body that is no JSON has none, and the call counts as taken all the same.
 */
export function findAckId(body: Uint8Array): string | null {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return null;
  }
  if (typeof answer !== "object" || answer === null) return null;
  const members = new Map<string, unknown>(Object.entries(answer));
  for (const name of MEMBERS) {
    const value = members.get(name);
    if (typeof value === "string" && value !== "") return storableText(value.slice(0, MAX_LENGTH));
    if (typeof value === "number") return String(value);
  }
  return null;
}
