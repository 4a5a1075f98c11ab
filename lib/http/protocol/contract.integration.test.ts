import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { parseSecret } from "@/lib/protocol/signature/secret";
import type { ServiceContext } from "@/lib/services/context";
import { getCheck, listChecks } from "@/lib/services/checks";
import { listSignatureFailures } from "@/lib/services/signature-failures";
import {
  createSampleProvider,
  sampleIndividual,
  type SampleProvider,
} from "@/lib/services/testing/sample-provider";
import { openDirectDoor, openFetchDoor, type TestDoor } from "./testing/open-test-door";
import { send, sendSigned } from "./testing/signed-client";

const harness = useHarness();
const NOTICE = "Demo result. Did not make request to provider.";
const OTHER_KEY = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

const startBody = (changes: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  demo_result: "ANY",
  commercial_relationship: "DIRECT",
  check_input: sampleIndividual(),
  provider_config: {},
  provider_credentials: { api_token: "x-credential-x" },
  ...changes,
});

describe.each([
  ["direct", openDirectDoor],
  ["next", openFetchDoor],
] as const)("the protocol through the %s door", (_name, openDoor) => {
  let open: TestDoor;
  let ctx: ServiceContext;
  let sync: SampleProvider;
  let callback: SampleProvider;

  beforeAll(async () => {
    ctx = await harness.newTenant();
    sync = await createSampleProvider(ctx);
    callback = await createSampleProvider(ctx, { config: { check_template: { type: "ONE_TIME_CALLBACK" } } });
    open = await openDoor(harness.runtime);
  });
  afterAll(() => open.close());

  const get = (target: string, headers: Record<string, string> = {}) =>
    send(open.origin, { method: "GET", target, headers });
  const post = (
    provider: SampleProvider,
    path: string,
    body: unknown,
    signingKey: SigningKey = provider.signingKey,
  ) => sendSigned(open.origin, { method: "POST", target: `/p/${provider.slug}${path}`, body, signingKey });

  describe("metadata", () => {
    it.each(["", "/"])(
      "answers 200 itself at the base URL, ending in %j, without authentication",
      async (ending) => {
        const answer = await get(`/p/${sync.slug}${ending}`);
        expect(answer.status).toBe(200);
        expect(answer.json).toEqual({ protocol_version: 1, provider_name: "Sample provider" });
        expect(answer.headers["cache-control"]).toBe("no-store");
      },
    );

    it("ignores an Authorization header, also an invalid one", async () => {
      expect((await get(`/p/${sync.slug}/`, { authorization: "Signature nonsense" })).status).toBe(200);
    });

    it("is 404 for an unknown slug and for what cannot be one", async () => {
      expect((await get("/p/no-such-provider/")).status).toBe(404);
      expect((await get("/p/NOT_A_SLUG/")).status).toBe(404);
    });

    it("is 405 with another method", async () => {
      const answer = await send(open.origin, { method: "DELETE", target: `/p/${sync.slug}/` });
      expect(answer.status).toBe(405);
      expect(answer.headers["allow"]).toBe("GET");
    });
  });

  describe("signatures", () => {
    it("are needed for config and every post, before the body is looked at", async () => {
      expect((await get(`/p/${sync.slug}/config`)).status).toBe(401);
      const unsigned = await send(open.origin, {
        method: "POST",
        target: `/p/${sync.slug}/checks`,
        body: "{",
      });
      expect(unsigned.status).toBe(401);
      expect(unsigned.json).toEqual({
        errors: [{ type: "SIGNATURE_ERROR", message: "Invalid signature in request." }],
        warnings: [],
      });
    });

    it("are refused with another key, another provider's key, an old date and an altered body", async () => {
      expect((await post(sync, "/checks", startBody(), OTHER_KEY)).status).toBe(401);
      expect((await post(sync, "/checks", startBody(), callback.signingKey)).status).toBe(401);
      const old = await sendSigned(open.origin, {
        method: "GET",
        target: `/p/${sync.slug}/config`,
        signingKey: sync.signingKey,
        nowMs: Date.now() - 120_000,
      });
      expect(old.status).toBe(401);
      const altered = await sendSigned(open.origin, {
        method: "POST",
        target: `/p/${sync.slug}/checks`,
        body: startBody(),
        signingKey: sync.signingKey,
        change: (headers) => ({ ...headers, Digest: "SHA-256=iG0WibodYX4hRA1nFNu4xZ2O4fNnNxQgfXFNJVeQBKE=" }),
      });
      expect(altered.status).toBe(401);
    });

    it("that fail are counted for the operator, by key and reason, without a body", async () => {
      const target = `/p/${callback.slug}/checks`;
      for (let call = 0; call < 3; call += 1) {
        await sendSigned(open.origin, { method: "POST", target, body: startBody(), signingKey: OTHER_KEY });
      }
      await open.door.failures.flush();
      const failures = await listSignatureFailures(ctx, { slug: callback.slug });
      expect(failures).toMatchObject([{ keyId: "AAECAwQF", reason: "unknown_key", count: 3 }]);
      expect(JSON.stringify(failures)).not.toContain("Musterfrau");
    });

    it("are accepted without the final quote", async () => {
      const answer = await sendSigned(open.origin, {
        method: "GET",
        target: `/p/${sync.slug}/config`,
        signingKey: sync.signingKey,
        change: (headers) => ({
          ...headers,
          Authorization: (headers["Authorization"] ?? "").replace(/"$/, ""),
        }),
      });
      expect(answer.status).toBe(200);
    });

    it("stand on the answers, over the digest only", async () => {
      const answer = await sendSigned(open.origin, {
        method: "GET",
        target: `/p/${sync.slug}/config`,
        signingKey: sync.signingKey,
      });
      expect(answer.headers["digest"]).toMatch(/^SHA-256=/);
      expect(answer.headers["signature"]).toContain(
        `keyId="${sync.signingKey.keyId}",algorithm="hs2019",headers="digest"`,
      );
    });
  });

  describe("bodies", () => {
    it("that are not a JSON object, or lack a member of the protocol, are 400", async () => {
      for (const body of [[], "text", 7, null]) expect((await post(sync, "/checks", body)).status).toBe(400);
      expect((await post(sync, "/checks", startBody({ id: "not-a-uuid" }))).status).toBe(400);
      expect((await post(sync, "/checks", startBody({ check_input: [] }))).status).toBe(400);
    });

    it("larger than 10 MB are 413", async () => {
      const answer = await send(open.origin, {
        method: "POST",
        target: `/p/${sync.slug}/checks`,
        body: Buffer.alloc(10 * 1024 * 1024 + 1, "x"),
      }).catch((error: NodeJS.ErrnoException) => ({
        status: error.code === "ECONNRESET" || error.code === "EPIPE" ? 413 : 0,
      }));
      expect(answer.status).toBe(413);
    });
  });

  describe("a synchronous check", () => {
    it("answers its demo result with the notice, and the same again for the same id", async () => {
      const body = startBody();
      const first = await post(sync, "/checks", body);
      expect(first.status).toBe(200);
      expect(first.json).toMatchObject({ errors: [], warnings: [], provider_data: NOTICE });
      expect((first.json as { result: { decision: string } }).result.decision).toMatch(
        /^(PASS|FAIL|PARTIAL|WARN)$/,
      );
      const second = await post(sync, "/checks", { ...body, demo_result: "ERROR_CONNECTION_TO_PROVIDER" });
      expect(second.json).toEqual(first.json);
    });

    it.each([
      ["ERROR_INVALID_CREDENTIALS", "INVALID_CREDENTIALS"],
      ["ERROR_ANY_PROVIDER_MESSAGE", "PROVIDER_MESSAGE"],
      ["ERROR_CONNECTION_TO_PROVIDER", "PROVIDER_CONNECTION"],
      ["NO_SUCH_DEMO_RESULT", "UNSUPPORTED_DEMO_RESULT"],
    ])("answers %s in a 200 as %s", async (demo, type) => {
      const answer = await post(sync, "/checks", startBody({ demo_result: demo }));
      expect(answer.status).toBe(200);
      expect((answer.json as { errors: { type: string }[] }).errors[0]?.type).toBe(type);
    });

    it("names an unsupported country before it looks at the demo result", async () => {
      const input = sampleIndividual();
      const address = { address: { type: "STRUCTURED", country: "FRA", postal_code: "1" } };
      const answer = await post(
        sync,
        "/checks",
        startBody({ check_input: { ...input, address_history: [address] } }),
      );
      expect(answer.json).toMatchObject({
        errors: [{ type: "INVALID_CHECK_INPUT", sub_type: "UNSUPPORTED_COUNTRY" }],
      });
    });

    it("is stored finished, with both messages as evidence and without the customer's credentials", async () => {
      const body = startBody();
      await post(sync, "/checks", body);
      await open.door.recorder.flush();
      const page = await listChecks(ctx, {
        filter: { maxsight_id: body.id },
        page: { limit: 5, after: null },
      });
      expect(page.items).toHaveLength(1);
      const [item] = page.items;
      expect(item).toMatchObject({ state: "finished", outcome: "result", isDemo: true });
      const detail = await getCheck(ctx, { id: item!.id });
      expect(detail.exchanges).toMatchObject([
        { peer: "maxsight", direction: "in", operation: "start", status: 200 },
      ]);
      const stored = await ctx.db.orm.transaction(async (tx) => {
        await tx.execute(`set local app.tenant_id = '${ctx.tenantId}'`);
        return (await tx.execute("select ciphertext from payloads")) as unknown as { ciphertext: Buffer }[];
      });
      for (const { ciphertext } of stored) {
        const text = (await ctx.keyring.decrypt(ctx.tenantId, "payload", ciphertext)).toString("utf8");
        expect(text).not.toContain("x-credential-x");
      }
    });
  });

  describe("a callback check while the engine is away", () => {
    it("is accepted with provider_id and reference, and the same reference again", async () => {
      const body = startBody({ demo_result: "ANY" });
      const first = await post(callback, "/checks", body);
      expect(first.status).toBe(200);
      expect(first.json).toMatchObject({ provider_id: callback.providerId, errors: [], warnings: [] });
      expect((first.json as { reference: string }).reference).toMatch(/^DEMO-/);
      expect((await post(callback, "/checks", body)).json).toEqual(first.json);
    });

    it("takes ready any number of times and refuses references it does not know", async () => {
      const body = startBody();
      const { reference } = (await post(callback, "/checks", body)).json as { reference: string };
      const ready = { ...body, provider_id: callback.providerId, reference };
      expect((await post(callback, `/checks/${body.id}/ready`, ready)).json).toEqual({
        errors: [],
        warnings: [],
      });
      expect((await post(callback, `/checks/${body.id}/ready`, ready)).json).toEqual({
        errors: [],
        warnings: [],
      });
      const unknown = await post(callback, `/checks/${body.id}/ready`, { ...ready, reference: "unknown" });
      expect((unknown.json as { errors: unknown[] }).errors).toHaveLength(1);
    });

    it("answers complete with an error while there is no result, and 200", async () => {
      const body = startBody();
      const { reference } = (await post(callback, "/checks", body)).json as { reference: string };
      const complete = { ...body, provider_id: callback.providerId, reference, custom_data: {} };
      const answer = await post(callback, `/checks/${body.id}/complete`, complete);
      expect(answer.status).toBe(200);
      expect((answer.json as { errors: { type: string }[] }).errors[0]?.type).toBe("PROVIDER_MESSAGE");
      const mismatch = await post(callback, `/checks/${randomUUID()}/complete`, complete);
      expect(mismatch.json).toMatchObject({
        errors: [{ message: "ID in URL mismatches check ID in request." }],
      });
    });
  });
});
