import { z } from "zod";
import { Template } from "./template";

export const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be a header name");

/** An absolute http(s) URL; parts of it may be computed. */
export const UrlTemplate = Template.refine(
  (url) => /^https?:\/\/[^/?#\s]+[^?#\s]*$/.test(url.replaceAll(/\{\{.*?\}\}/g, "x")),
  { message: "must be an http(s) URL without query or fragment" },
);

/** RFC 6749, 4.4: a token is fetched, kept until shortly before it expires, and fetched anew when it is refused. */
const Oauth2ClientCredentials = z.strictObject({
  type: z.literal("oauth2_client_credentials"),
  token_url: UrlTemplate,
  client_id: Template,
  client_secret: Template,
  scope: Template.optional(),
  audience: Template.optional(),
  /** Where the client's id and secret stand: in an Authorization header, or in the form. */
  client_auth: z.enum(["basic", "body"]).default("basic"),
});

/**
 * A signature over the finished request. `payload` and `headers` also see `request` (method, url, host, path, body,
 * body_sha256, body_digest, timestamp, timestamp_ms, date, nonce); `headers` see the `signature`.
 */
const HmacSignature = z
  .strictObject({
    type: z.literal("hmac"),
    algorithm: z.enum(["sha1", "sha256", "sha512"]).default("sha256"),
    key: Template,
    key_encoding: z.enum(["utf8", "hex", "base64"]).default("utf8"),
    payload: Template,
    encoding: z.enum(["hex", "base64"]).default("hex"),
    headers: z.record(HeaderName, Template),
  })
  .refine(({ headers }) => Object.values(headers).some((value) => /\bsignature\b/.test(value)), {
    path: ["headers"],
    message: "one of the headers must carry {{ signature }}",
  });

/** How the provider knows us. Values are templates, so that they can name `credentials.…` or `secrets.…`. */
export const ConnectorAuth = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("bearer"), token: Template }),
  z.strictObject({ type: z.literal("basic"), username: Template, password: Template }),
  z.strictObject({ type: z.literal("header"), name: HeaderName, value: Template }),
  z.strictObject({ type: z.literal("query"), name: z.string().min(1).max(100), value: Template }),
  Oauth2ClientCredentials,
  HmacSignature,
]);
export type ConnectorAuth = z.output<typeof ConnectorAuth>;
export type AuthOf<Type extends ConnectorAuth["type"]> = Extract<ConnectorAuth, { type: Type }>;
