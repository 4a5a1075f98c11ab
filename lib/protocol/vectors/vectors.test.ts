import { describe, expect, it } from "vitest";
import { signExternalLink, verifyExternalLink } from "../external-link";
import { digestOf } from "../signature/digest";
import { parseHttpDate } from "../signature/http-date";
import { parseSecret } from "../signature/secret";
import { signRequest } from "../signature/sign-request";
import { signResponse, verifyResponse } from "../signature/sign-response";
import { verifyRequest } from "../signature/verify-request";
import links from "./external-links.json";
import requests from "./request-signatures.json";
import responses from "./response-signatures.json";

const bytes = (text: string | null) => new TextEncoder().encode(text ?? "");

describe("request signatures (PROTOCOL 2.12)", () => {
  for (const vector of requests.vectors) {
    const secret = Object.entries(requests.secrets).find(([name]) => name === vector.secret)?.[1] ?? "";
    const signingKey = parseSecret(secret);
    const body = bytes(vector.body);
    const nowMs = parseHttpDate(vector.date) ?? 0;

    it(`signs: ${vector.name}`, () => {
      const headers = signRequest({
        method: vector.method,
        target: vector.target,
        host: vector.host,
        body,
        signingKey,
        nowMs,
        dateSuffix: vector.date.slice(-3),
        signedHeaders: vector.signed.split(" "),
      });
      expect(headers["Date"]).toBe(vector.date);
      expect(headers["Digest"] ?? null).toBe(vector.digest);
      expect(headers["Authorization"]).toBe(
        `Signature keyId="${signingKey.keyId}",algorithm="hs2019",signature="${vector.signature}",headers="${vector.signed}"`,
      );
    });

    it(`verifies: ${vector.name}`, () => {
      const verdict = verifyRequest({
        method: vector.method,
        target: vector.target,
        headers: {
          host: vector.host,
          date: vector.date,
          ...(vector.digest === null ? {} : { digest: vector.digest }),
          authorization: `Signature keyId="${signingKey.keyId}",algorithm="hs2019",signature="${vector.signature}",headers="${vector.signed}"`,
        },
        body,
        keys: () => [signingKey],
        nowMs,
        rules: "integration",
      });
      expect(verdict).toEqual({ ok: true, keyId: signingKey.keyId, key: signingKey });
    });
  }
});

describe("response signatures (PROTOCOL 2.12)", () => {
  for (const vector of responses.vectors) {
    const signingKey = parseSecret(vector.secret);
    const body = bytes(vector.body);

    it(`signs and verifies: ${vector.name}`, () => {
      expect(digestOf(body)).toBe(vector.digest);
      const signed = signResponse({ body, signingKey });
      expect(signed).toEqual({
        Digest: vector.digest,
        Signature: `keyId="AAECAwQF",algorithm="hs2019",headers="digest",signature="${vector.signature}"`,
      });
      const verdict = verifyResponse({
        body,
        digest: signed.Digest,
        signature: signed.Signature,
        signingKey,
      });
      expect(verdict).toEqual({ ok: true });
    });
  }
});

describe("external links (PROTOCOL 3.3)", () => {
  for (const vector of links.vectors) {
    const { key } = parseSecret(vector.secret);
    const signedUrl = `${vector.signed}&signature=${vector.signature}`;

    it(`signs: ${vector.name}`, () => {
      const url = signExternalLink({
        url: vector.url,
        key,
        auditeeId: vector.auditeeId,
        nowMs: (vector.validUntil - 300) * 1000,
        ...(vector.customData === null ? {} : { customData: vector.customData }),
      });
      expect(url).toBe(signedUrl);
    });

    it(`verifies: ${vector.name}`, () => {
      expect(verifyExternalLink({ url: signedUrl, keys: [key], nowMs: vector.validUntil * 1000 })).toEqual({
        ok: true,
        auditeeId: vector.auditeeId,
        customData: vector.customData,
        keyIndex: 0,
      });
    });
  }
});
