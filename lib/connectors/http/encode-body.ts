import type { StreamedBody } from "@/lib/egress/http-exchange";
import type { ConnectorImage } from "../connector";
import type { ConnectorRequest } from "../definition";
import { multipartBody } from "./multipart-body";
import { textBody } from "./text-body";

type BodyType = ConnectorRequest["body_type"];

export type EncodedBody = { contentType: string; body: string | StreamedBody };

/** What an expression gave, as a body of the wanted type; null when it gave nothing that can be sent so. */
export function encodeBody(
  type: BodyType,
  value: unknown,
  images: ReadonlyMap<string, ConnectorImage>,
): EncodedBody | null {
  if (value === undefined) return null;
  if (type === "json")
    return { contentType: "application/json", body: textBody(JSON.stringify(value), images) };
  if (type === "text") {
    const contentType = "text/plain; charset=utf-8";
    return typeof value === "string" ? { contentType, body: textBody(value, images) } : null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (type === "multipart") return multipartBody(value, images);
  const body = encodeForm(value);
  return { contentType: "application/x-www-form-urlencoded", body };
}

function encodeForm(members: object): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      if (item !== null) form.append(name, typeof item === "string" ? item : JSON.stringify(item));
    }
  }
  return form.toString();
}
