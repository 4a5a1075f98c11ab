import { isUuid } from "@/lib/ids";

export type ReceiverRoute = "callbacks" | "monitored_notify" | "image";

const ROUTE = /\/integrations\/v1\/(?:(callbacks|monitored_notify)|images\/([^/]+))$/;

/** Which endpoint of PROTOCOL 4 (Maxsight side) is called; null when it is none of them. */
export function routeOf(
  method: string,
  target: string,
): { name: "callbacks" | "monitored_notify" } | { name: "image"; imageId: string } | null {
  const match = ROUTE.exec(target.split("?")[0] ?? "");
  if (match === null) return null;
  const [, name, imageId] = match;
  if (imageId !== undefined) return method === "GET" ? { name: "image", imageId } : null;
  if (method !== "POST") return null;
  return { name: name === "callbacks" ? "callbacks" : "monitored_notify" };
}

export type NoticeBody = {
  providerId: string;
  reference: string;
  updateId: string | null;
  customData: unknown;
};

/** Reads the body of a callback or notify (PROTOCOL 10.9, 10.10); `problem` is a sentence for the trace. */
export function parseNotice(
  body: Buffer,
  withUpdate: boolean,
): { ok: true; notice: NoticeBody } | { ok: false; problem: string } {
  const json = parseObject(body);
  if (json === null) return { ok: false, problem: "the body is not a JSON object" };
  const { provider_id: providerId, reference, update_id: updateId, custom_data: customData } = json;
  if (!isUuid(providerId)) return { ok: false, problem: "provider_id must be a UUID" };
  if (typeof reference !== "string") return { ok: false, problem: "reference must be a string" };
  if (withUpdate && typeof updateId !== "string") return { ok: false, problem: "update_id must be a string" };
  return {
    ok: true,
    notice: { providerId, reference, updateId: typeof updateId === "string" ? updateId : null, customData },
  };
}

/** The body as a JSON object, or null when it is anything else. */
export function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
