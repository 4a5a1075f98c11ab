import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { InvalidInputError, NotFoundError } from "@/lib/errors";
import { openDirectDoor, type TestDoor } from "@/lib/http/protocol/testing/open-test-door";
import { sendSigned } from "@/lib/http/protocol/testing/signed-client";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { getCheck, listChecks } from "../checks";
import type { ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { createSigningKey, listSigningKeys, revokeSigningKey } from "../signing-keys";
import { createSampleProvider, sampleIndividual } from "../testing/sample-provider";
import { runValidation, getValidation } from "../validations";
import { explainCheckSignatures, explainExchangeSignature, explainSignature, listSignatureFailures } from ".";

const harness = useHarness();
let door: TestDoor;

beforeAll(async () => {
  door = await openDirectDoor(harness.runtime);
});
afterAll(() => door.close());

const newTenant = async (): Promise<ServiceContext> => ({
  ...(await harness.newTenant()),
  publicUrl: door.origin,
});

const UNKNOWN = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
const BODY = '{"id":"7d0f2c4e"}';

function pasted(signingKey: SigningKey, changes: { nowMs?: number; body?: string; target?: string } = {}) {
  const headers = signRequest({
    method: "POST",
    target: "/p/acme/checks",
    host: "gateway.example",
    body: Buffer.from(BODY),
    signingKey,
    nowMs: changes.nowMs ?? Date.now(),
  });
  return {
    method: "post",
    target: changes.target ?? "/p/acme/checks",
    headers: Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    body: changes.body ?? BODY,
  };
}

describe("a pasted request", () => {
  it("is judged with the provider's keys, and the key is named with its state", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const explained = await explainSignature(ctx, { slug, request: pasted(signingKey) });
    expect(explained).toMatchObject({
      report: { isGood: true, skewSeconds: 0 },
      key: { keyId: signingKey.keyId, state: "active", environment: "custom", isTemporary: false },
    });
  });

  it("tells a wrong clock, an altered body and a key nobody knows apart", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const causeOf = async (request: ReturnType<typeof pasted>) => {
      const { report, key } = await explainSignature(ctx, { slug, request });
      return [report.cause, key?.state ?? "none"];
    };
    expect(await causeOf(pasted(signingKey, { nowMs: Date.now() - 90_000 }))).toEqual(["clock", "active"]);
    expect(await causeOf(pasted(signingKey, { body: '{"id":"other"}' }))).toEqual(["altered_body", "active"]);
    expect(await causeOf(pasted(UNKNOWN))).toEqual(["unknown_key", "none"]);
    expect(await causeOf(pasted(signingKey, { target: "/p/acme/checks/" }))).toEqual([
      "rewritten_target",
      "active",
    ]);
  });

  it("is judged at the time it arrived, when somebody knows it", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const at = new Date("2026-05-01T10:00:00Z");
    const request = pasted(signingKey, { nowMs: at.getTime() });
    const arrivedAt = new Date("2026-05-01T10:00:20Z");
    const explained = await explainSignature(ctx, { slug, request, arrivedAt });
    expect(explained.report).toMatchObject({ isGood: true, skewSeconds: -20 });
  });

  it("may be signed with a revoked key, and the verdict says so", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    await createSigningKey(ctx, slug, { environment: "eu" });
    const [old] = (await listSigningKeys(ctx, slug)).items.filter((key) => key.keyId === signingKey.keyId);
    await revokeSigningKey(ctx, { slug, id: old?.id ?? "" });
    const explained = await explainSignature(ctx, { slug, request: pasted(signingKey) });
    expect(explained).toMatchObject({
      report: {
        isGood: false,
        cause: "unknown_key",
        verdict: "Signed rightly, but with a key that is revoked, so the call is refused.",
      },
      key: { state: "revoked" },
    });
  });

  it("mends what text fields do to bodies, when Content-Length tells", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const request = pasted(signingKey);
    const headers = `${request.headers}\nContent-Length: ${BODY.length}`;
    const explained = await explainSignature(ctx, {
      slug,
      request: { ...request, headers, body: `${BODY}\n` },
    });
    expect(explained.report.isGood).toBe(true);
  });

  it("names a header line that is none, and belongs to its tenant", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const request = { ...pasted(signingKey), headers: "no colon here" };
    await expect(explainSignature(ctx, { slug, request })).rejects.toThrow(InvalidInputError);
    const stranger = await newTenant();
    await expect(explainSignature(stranger, { slug, request: pasted(signingKey) })).rejects.toThrow(
      NotFoundError,
    );
  });
});

describe("a stored exchange", () => {
  it("shows what Maxsight signed, although credentials were taken out of the body", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const answer = await sendSigned(door.origin, {
      method: "POST",
      target: `/p/${slug}/checks`,
      signingKey,
      body: {
        id: randomUUID(),
        demo_result: "ANY",
        commercial_relationship: "DIRECT",
        check_input: sampleIndividual(),
        provider_config: { strict: false },
        provider_credentials: { api_token: "t" },
      },
    });
    expect(answer.status).toBe(200);
    await door.door.recorder.flush();
    const { items } = await listChecks(ctx, { filter: { provider: slug }, page: FIRST_PAGE });
    const check = await getCheck(ctx, { id: items[0]?.id ?? "" });
    const exchangeId = check.exchanges[0]?.id ?? "";
    const explained = await explainExchangeSignature(ctx, { exchangeId });
    expect(explained).toMatchObject({
      report: { isGood: true, keyId: signingKey.keyId, digest: { expected: null } },
      key: { state: "active" },
    });
    expect(explained?.report.canonicalString).toContain(`(request-target): post /p/${slug}/checks`);
    const stranger = await newTenant();
    await expect(explainExchangeSignature(stranger, { exchangeId })).rejects.toThrow(NotFoundError);

    const { calls, total } = await explainCheckSignatures(ctx, { checkId: check.id });
    expect(total).toBe(1);
    expect(calls).toMatchObject([
      {
        exchangeId,
        direction: "in",
        operation: "start",
        status: 200,
        explained: { report: { isGood: true } },
      },
    ]);
    expect(await explainCheckSignatures(stranger, { checkId: check.id })).toEqual({ calls: [], total: 0 });
  });
});

describe("the list of refused calls", () => {
  it("counts them with the key they name", async () => {
    const ctx = await newTenant();
    const { slug, signingKey } = await createSampleProvider(ctx);
    const target = `/p/${slug}/config`;
    for (let call = 0; call < 3; call += 1)
      await sendSigned(door.origin, { method: "GET", target, signingKey: UNKNOWN });
    const nowMs = Date.now() - 90_000;
    await sendSigned(door.origin, { method: "GET", target, signingKey, nowMs });
    await door.door.failures.flush();
    const failures = await listSignatureFailures(ctx, { slug });
    expect(
      failures.map(({ reason, count, key, isOwnTest }) => [reason, count, key?.state, isOwnTest]),
    ).toEqual(
      expect.arrayContaining([
        ["unknown_key", 3, undefined, false],
        ["date_outside_window", 1, "active", false],
      ]),
    );
  });

  it("marks what our own validation provoked", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const { id } = await runValidation(ctx, { slug });
    while ((await getValidation(ctx, { slug, id })).state === "running")
      await new Promise((resolve) => setTimeout(resolve, 100));
    await door.door.failures.flush();
    const failures = await listSignatureFailures(ctx, { slug });
    expect(failures.length).toBeGreaterThan(5);
    expect(failures.filter(({ isOwnTest }) => !isOwnTest)).toEqual([]);
  });
});
