import { createHmac } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { signedHeaders } from "@/e2e/fake-provider/send-webhook";
import type { WebhookDelivery } from "../connector";
import { createExpressionEngine } from "../expression-engine";
import { WebhookVerification } from "../webhook-definition";
import { verifyWebhook } from "./verify-webhook";

const expressions = createExpressionEngine({ workers: 1 });
afterAll(() => expressions.close());

const NOW_MS = 1_750_000_000_000;
const BODY = '{"check_id":"acme-1","n":1.0}';
const SECRET = "webhook-secret";

function delivery(
  headers: Record<string, string | string[]>,
  part: Partial<WebhookDelivery> = {},
): WebhookDelivery {
  return {
    method: "POST",
    target: "/hooks/acme",
    headers,
    rawBody: Buffer.from(BODY),
    remoteAddress: "203.0.113.7",
    receivedAtMs: NOW_MS,
    ...part,
  };
}

async function verdictOf(
  verify: unknown,
  given: WebhookDelivery,
  secrets: Record<string, string> = { s: SECRET },
) {
  const verified = await verifyWebhook({
    verify: WebhookVerification.parse(verify),
    delivery: given,
    secrets,
    expressions,
  });
  return verified.ok ? "ok" : verified.reason;
}

const TIMED = {
  type: "hmac_sha256",
  header: "X-Acme-Signature",
  payload: "{{ timestamp }}.{{ raw }}",
  timestamp_header: "X-Acme-Timestamp",
  tolerance: "5m",
  secret: "s",
};
const signed = (timestampMs = NOW_MS) => signedHeaders({ body: null, secret: SECRET, timestampMs }, BODY);

describe("verifyWebhook", () => {
  it("takes a signature over timestamp and raw body", async () => {
    expect(await verdictOf(TIMED, delivery(signed()))).toBe("ok");
  });

  it.each([
    ["another body", delivery(signed(), { rawBody: Buffer.from(`${BODY} `) }), "signature_mismatch"],
    ["another timestamp", delivery({ ...signed(), "x-acme-timestamp": "1750000001" }), "signature_mismatch"],
    ["no signature", delivery({ "x-acme-timestamp": "1750000000" }), "signature_missing"],
    ["two signatures", delivery({ ...signed(), "x-acme-signature": ["a", "b"] }), "signature_missing"],
    ["an empty signature", delivery({ ...signed(), "x-acme-signature": "" }), "signature_missing"],
    ["a signature that is no hex", delivery({ ...signed(), "x-acme-signature": "zz" }), "signature_mismatch"],
    ["no timestamp", delivery({ "x-acme-signature": "00" }), "timestamp_missing"],
    [
      "a timestamp that is no time",
      delivery({ ...signed(), "x-acme-timestamp": "soon" }),
      "timestamp_missing",
    ],
    ["an old timestamp", delivery(signed(NOW_MS - 301_000)), "timestamp_outside_tolerance"],
    ["a timestamp from the future", delivery(signed(NOW_MS + 301_000)), "timestamp_outside_tolerance"],
  ])("refuses %s", async (_name, given, reason) => {
    expect(await verdictOf(TIMED, given)).toBe(reason);
  });

  it("fails closed when the secret has no value", async () => {
    expect(await verdictOf(TIMED, delivery(signed()), {})).toBe("secret_missing");
    expect(await verdictOf(TIMED, delivery(signed()), { s: "" })).toBe("secret_missing");
  });

  it.each([
    ["hmac_sha1", "sha1", "hex", "sha1="],
    ["hmac_sha256", "sha256", "base64", ""],
    ["hmac_sha512", "sha512", "hex", "sha512="],
  ] as const)("takes %s in %s as %s with the prefix %j", async (type, algorithm, encoding, prefix) => {
    const verify = { type, header: "x-sig", encoding, prefix, secret: "s" };
    const signature = createHmac(algorithm, SECRET).update(BODY).digest(encoding);
    expect(await verdictOf(verify, delivery({ "x-sig": prefix + signature }))).toBe("ok");
    if (prefix !== "")
      expect(await verdictOf(verify, delivery({ "x-sig": signature }))).toBe("signature_mismatch");
  });

  it("finds signature and timestamp inside one header", async () => {
    const verify = {
      type: "hmac_sha256",
      signature: '$match(headers."stripe-signature", /v1=([0-9a-f]+)/).groups[0]',
      timestamp: '$match(headers."stripe-signature", /t=([0-9]+)/).groups[0]',
      payload: "{{ timestamp }}.{{ raw }}",
      secret: "s",
    };
    const signature = createHmac("sha256", SECRET).update(`1750000000.${BODY}`).digest("hex");
    expect(await verdictOf(verify, delivery({ "stripe-signature": `t=1750000000,v1=${signature}` }))).toBe(
      "ok",
    );
    expect(await verdictOf(verify, delivery({ "stripe-signature": "t=1750000000" }))).toBe(
      "signature_missing",
    );
  });

  it("signs over bytes, not over text", async () => {
    const rawBody = Buffer.from([0xff, 0xfe, 0x00, 0x41]);
    const signature = createHmac("sha256", SECRET).update(rawBody).digest("hex");
    const verify = { type: "hmac_sha256", header: "x-sig", secret: "s" };
    expect(await verdictOf(verify, delivery({ "x-sig": signature }, { rawBody }))).toBe("ok");
  });

  it("can sign other parts of the request", async () => {
    const verify = {
      type: "hmac_sha256",
      header: "x-sig",
      payload: "{{ method }} {{ target }}:{{ raw }}",
      secret: "s",
    };
    const signature = createHmac("sha256", SECRET).update(`POST /hooks/acme:${BODY}`).digest("hex");
    expect(await verdictOf(verify, delivery({ "x-sig": signature }))).toBe("ok");
  });

  it("checks basic credentials and a shared header", async () => {
    const basic = { type: "basic", username: "acme", secret: "s" };
    const good = `Basic ${Buffer.from(`acme:${SECRET}`).toString("base64")}`;
    expect(await verdictOf(basic, delivery({ authorization: good }))).toBe("ok");
    expect(await verdictOf(basic, delivery({ authorization: "Basic eDp5" }))).toBe("credentials_mismatch");
    expect(await verdictOf(basic, delivery({}))).toBe("signature_missing");
    const shared = { type: "header", header: "X-Token", secret: "s" };
    expect(await verdictOf(shared, delivery({ "x-token": SECRET }))).toBe("ok");
    expect(await verdictOf(shared, delivery({ "x-token": "other" }))).toBe("credentials_mismatch");
  });

  it("checks the sender's address", async () => {
    const ip = { type: "ip", allow: ["203.0.113.0/24", "2001:db8::/32"] };
    expect(await verdictOf(ip, delivery({}))).toBe("ok");
    expect(await verdictOf(ip, delivery({}, { remoteAddress: "::ffff:203.0.113.9" }))).toBe("ok");
    expect(await verdictOf(ip, delivery({}, { remoteAddress: "198.51.100.1" }))).toBe("address_not_listed");
    expect(await verdictOf(ip, delivery({}, { remoteAddress: null }))).toBe("address_not_listed");
  });

  it("an exception for unsigned webhooks ends", async () => {
    const unsigned = {
      type: "unsigned",
      reason: "Acme cannot sign before June",
      until: "2025-06-15T15:06:40Z",
    };
    expect(await verdictOf(unsigned, delivery({}, { receivedAtMs: NOW_MS - 1 }))).toBe("ok");
    expect(await verdictOf(unsigned, delivery({}, { receivedAtMs: NOW_MS }))).toBe("not_configured");
  });
});
