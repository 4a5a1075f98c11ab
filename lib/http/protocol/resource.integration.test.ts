import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { signExternalLink } from "@/lib/protocol/external-link";
import type { ExternalResource } from "@/lib/protocol/outcome";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { getCheck, listChecks } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import {
  createSampleProvider,
  sampleIndividual,
  type SampleProvider,
} from "@/lib/services/testing/sample-provider";
import { openDirectDoor, openFetchDoor, type TestDoor } from "./testing/open-test-door";
import { send, sendSigned } from "./testing/signed-client";

const harness = useHarness();
const AUDITEE = "59fcb6e0-0a7f-4d09-ad55-1b331109218d";
const OTHER_KEY = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

const startBody = (changes: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  demo_result: null,
  commercial_relationship: "DIRECT",
  check_input: sampleIndividual(),
  provider_config: {},
  provider_credentials: { api_token: "x" },
  ...changes,
});

describe.each([
  ["direct", openDirectDoor],
  ["next", openFetchDoor],
] as const)("evidence through the %s door", (_name, openDoor) => {
  let open: TestDoor;
  let ctx: ServiceContext;
  let link: SampleProvider;
  let embed: SampleProvider;

  beforeAll(async () => {
    ctx = await harness.newTenant();
    link = await createSampleProvider(ctx, { config: { supported_features: ["EXTERNAL_LINK"] } });
    embed = await createSampleProvider(ctx, {
      config: { supported_features: ["EXTERNAL_LINK", "EXTERNAL_EMBED"] },
      apiBaseUrl: "https://maxsight.example",
    });
    open = await openDoor(harness.runtime);
  });
  afterAll(() => open.close());

  async function resourceOf(
    provider: SampleProvider,
    changes: Record<string, unknown> = {},
  ): Promise<ExternalResource & { checkId: string }> {
    const body = startBody(changes);
    const answer = await sendSigned(open.origin, {
      method: "POST",
      target: `/p/${provider.slug}/checks`,
      body,
      signingKey: provider.signingKey,
    });
    const [resource] = (answer.json as { external_resources: ExternalResource[] }).external_resources;
    return { ...resource!, checkId: body.id };
  }

  /** The browser's request: the address Maxsight signed is our public one, the socket is the door's. */
  const follow = (url: string) =>
    send(open.origin, { method: "GET", target: url.slice("http://gatehouse.test".length) });

  const sign = (url: string, provider: SampleProvider, changes: { nowMs?: number; key?: Uint8Array } = {}) =>
    signExternalLink({
      url,
      key: changes.key ?? provider.signingKey.key,
      nowMs: changes.nowMs ?? Date.now(),
      auditeeId: AUDITEE,
    });

  it("is added to a live result as a resource, and opens with a signed link", async () => {
    const resource = await resourceOf(link);
    expect(resource).toMatchObject({ type: "LINK", label: "Evidence of this check" });
    expect(resource.url).toBe(`http://gatehouse.test/p/${link.slug}/resources/${resource.id}`);
    const page = await follow(sign(resource.url, link));
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["x-frame-options"]).toBe("DENY");
    expect(page.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(page.text).toContain("Custom check of a person by Sample provider");
    expect(page.text).toContain("Ada Musterfrau was found and verified in our system.");
    expect(page.text).toContain(">PASS<");
    expect(page.text).toContain(resource.checkId);
    expect(page.text).not.toContain("ada@example.com");
    expect(page.text).not.toMatch(/<script|<img|<link|https?:/);
  });

  it("may be framed by the environment that asked where EMBED is declared, and by nobody else", async () => {
    const resource = await resourceOf(embed);
    expect(resource.type).toBe("EMBED");
    const page = await follow(sign(resource.url, embed));
    expect(page.headers["x-frame-options"]).toBeUndefined();
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors https://maxsight.example");
  });

  it.each([
    ["EXTERNAL_RESOURCE_LINK", "LINK"],
    ["EXTERNAL_RESOURCE_EMBED", "EMBED"],
  ])("is where the demo result %s points", async (demo, type) => {
    const resource = await resourceOf(embed, { demo_result: demo });
    expect(resource.type).toBe(type);
    const page = await follow(sign(resource.url, embed));
    expect(page.status).toBe(200);
    expect(page.text).toContain("Demo data");
  });

  it("shows what a provider or a person wrote as text", async () => {
    const input = sampleIndividual();
    const name = { given_names: ["<script>alert(1)</script>"], family_name: `"&'` };
    const resource = await resourceOf(link, { check_input: { ...input, personal_details: { name } } });
    const page = await follow(sign(resource.url, link));
    expect(page.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&#39; was found");
    expect(page.text).not.toContain("<script>");
  });

  it("takes custom_data that is part of what was signed", async () => {
    const resource = await resourceOf(link);
    const url = signExternalLink({
      url: resource.url,
      key: link.signingKey.key,
      nowMs: Date.now(),
      auditeeId: AUDITEE,
      customData: "a b",
    });
    expect((await follow(url)).status).toBe(200);
  });

  describe("a link that is not good", () => {
    let good: string;
    let url: string;
    beforeAll(async () => {
      ({ url } = await resourceOf(link));
      good = sign(url, link);
    });

    it.each([
      ["without parameters", () => url],
      ["without a signature", () => good.replace(/&signature=.*/, "")],
      ["with a parameter twice", () => `${good}&version=1`],
      ["of another version", () => good.replace("version=1", "version=2")],
      ["of an auditee that is no UUID", () => good.replace(AUDITEE, "somebody")],
    ])("is 400 %s", async (_case, make) => {
      const answer = await follow(make());
      expect(answer.status).toBe(400);
      expect(answer.headers["x-frame-options"]).toBe("DENY");
    });

    it.each([
      ["whose time is over", () => sign(url, link, { nowMs: Date.now() - 301_000 })],
      ["whose time is no number", () => good.replace(/valid_until=\d+/, "valid_until=soon")],
      ["whose time was extended", () => good.replace(/valid_until=\d+/, "valid_until=4102444800")],
      ["signed with another key", () => sign(url, link, { key: OTHER_KEY.key })],
      ["signed with another provider's key", () => sign(url, embed)],
      [
        "signed for another address",
        () => sign(url.replace("http:", "https:"), link).replace("https:", "http:"),
      ],
      ["to a result nobody has", () => sign(url.replace(/[^/]*$/, randomUUID()), link)],
    ])("is 404 %s", async (_case, make) => {
      expect((await follow(make())).status).toBe(404);
    });

    it("is 404 for another provider's result, signed with the own key", async () => {
      const foreign = url.replace(link.slug, embed.slug);
      expect((await follow(sign(foreign, embed))).status).toBe(404);
    });

    it("is 405 with another method and 404 for what is no id", async () => {
      const target = good.slice("http://gatehouse.test".length);
      expect((await send(open.origin, { method: "POST", target })).status).toBe(405);
      expect((await send(open.origin, { method: "GET", target: `/p/${link.slug}/resources/x` })).status).toBe(
        404,
      );
    });
  });

  it("is recorded with who looked, without the signature", async () => {
    const resource = await resourceOf(link);
    await follow(sign(resource.url, link));
    await open.door.recorder.flush();
    const filter = { maxsight_id: resource.checkId };
    const [item] = (await listChecks(ctx, { filter, page: { limit: 1, after: null } })).items;
    const { exchanges } = await getCheck(ctx, { id: item!.id });
    const opened = exchanges.find((exchange) => exchange.operation === "resource");
    expect(opened).toMatchObject({ peer: "maxsight", direction: "in", method: "GET", status: 200 });
    expect(opened?.url).toContain(`auditee_id=${AUDITEE}`);
    expect(opened?.url).not.toContain("signature");
  });
});
