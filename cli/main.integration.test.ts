import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { providerBody } from "@/app/api/testing/api-fixture";
import { startApiServer } from "@/app/api/testing/api-server";
import { ROUTES } from "@/app/api/v1/openapi.json/route-table";
import { useHarness } from "@/lib/db/testing/harness";
import { openDirectDoor, type TestDoor } from "@/lib/http/protocol/testing/open-test-door";
import { provideRuntime } from "@/lib/http/runtime";
import {
  startReferenceIntegration,
  type ReferenceIntegration,
} from "@/lib/validation/testing/reference-integration";
import { gatehouse } from "./testing/gatehouse";

const harness = useHarness();
const directory = mkdtempSync(join(tmpdir(), "gatehouse-cli-"));

const lastLine = (text: string): unknown => JSON.parse(text.trim().split("\n").at(-1) ?? "");

describe("a command line that cannot be understood", () => {
  it.each([
    [["nonsense"], 64, 'There is no command "nonsense"; try tenants create'],
    [["providers"], 64, 'There is no command "providers"; try providers apply, providers list'],
    [["providers", "list", "--colour"], 64, "Unknown option '--colour'."],
    [["simulate"], 1, "simulate needs <integration-url>."],
    [["simulate", "http://127.0.0.1:1/", "--secret", "c2hvcnQ="], 1, "The secret must decode to 32 bytes"],
  ])("%j ends with %i and one sentence", async (words, code, sentence) => {
    const { code: ended, err } = await gatehouse(words);
    expect(ended).toBe(code);
    expect(err).toContain(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("is helped", async () => {
    const { code, out } = await gatehouse(["keys", "create", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("Usage: npm run -s gatehouse -- keys create <provider> [flags]");
  });
});

describe("simulate and validate against any integration", () => {
  let integration: ReferenceIntegration;
  beforeAll(async () => {
    integration = await startReferenceIntegration();
  });
  afterAll(() => integration.stop());

  it.each([
    ["ANY", 0, "completed"],
    ["ERROR_INVALID_CREDENTIALS", 2, "errored"],
  ])("a check with %s ends with %i", async (demo, code, state) => {
    const { url, secret } = integration;
    const finished = await gatehouse(["simulate", url, "--secret", secret, "--demo", demo, "--json"]);
    expect(finished.code).toBe(code);
    expect(lastLine(finished.out)).toMatchObject({ state, violations: [] });
    for (const line of finished.out.trim().split("\n")) expect(JSON.parse(line)).toBeTypeOf("object");
    expect(finished.out).not.toContain("sample-api_token");
  });

  it("a wrong secret ends with 1 and says so", async () => {
    const secret = Buffer.alloc(32, 7).toString("base64");
    const { code, out } = await gatehouse(["simulate", integration.url, "--secret", secret]);
    expect(code).toBe(1);
    expect(out).toContain("answered 401; the secret or the clock may be wrong");
  });

  it("several checks run side by side", async () => {
    const { code, out } = await gatehouse([
      "simulate",
      integration.url,
      "--secret",
      integration.secret,
      "--checks",
      "12",
    ]);
    expect(code).toBe(0);
    expect(out).toContain("12 checks: 12 completed");
  });

  it("a validation prints its groups, writes JUnit and ends with 0", async () => {
    const junit = join(directory, "junit.xml");
    const { code, out } = await gatehouse([
      "validate",
      integration.url,
      "--secret",
      integration.secret,
      "--junit",
      junit,
    ]);
    expect(code).toBe(0);
    expect(out).toContain("Integration validation: Passed");
    expect(out).toContain("Connection: Checks that we can connect to the integration and fetch its metadata");
    expect(readFileSync(junit, "utf8")).toContain('<testsuite name="Security"');
  });

  it("a failed must ends a validation with 1, silence with 3", async () => {
    const { secret, url } = integration;
    expect((await gatehouse(["validate", url, "--secret", secret, "--type", "COMPANY_DATA"])).code).toBe(1);
    expect((await gatehouse(["validate", "http://127.0.0.1:9/", "--secret", secret])).code).toBe(3);
  });
});

describe("sign and verify", () => {
  const secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  const at = "2023-10-24T12:24:50Z";

  it("agree with the protocol's own vector", async () => {
    const { out } = await gatehouse([
      "sign",
      "https://example.com/test/config",
      "--secret",
      secret,
      "--at",
      at,
    ]);
    expect(out).toContain('signature="l3UJcUteZZEiO/llvAVLCyYYdGQ5NQMkRvxwdfmChy8="');
    const headers = out.split("\n").filter((line) => /^(Date|Authorization): /.test(line));
    const flags = ["--secret", secret, "--at", at, ...headers.flatMap((header) => ["-H", header])];
    expect(await gatehouse(["verify", "https://example.com/test/config", ...flags])).toMatchObject({
      code: 0,
      out: "Signed rightly with key AAECAwQF.\n",
    });
    const elsewhere = await gatehouse(["verify", "https://example.com/gateway/test/config", ...flags]);
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.out).toContain("signed target    /test/config");
  });
});

describe("an installation", () => {
  let door: TestDoor;
  let api: { url: string; close: () => void };
  let env: Record<string, string>;

  beforeAll(async () => {
    provideRuntime(harness.runtime);
    [door, api] = await Promise.all([openDirectDoor(harness.runtime), startApiServer(ROUTES)]);
    env = { GATEHOUSE_URL: api.url, DATABASE_URL: harness.databaseUrl, GATEHOUSE_ROOT_KEY: harness.rootKey };
  });
  afterAll(async () => {
    api.close();
    await door.close();
  });

  it("is set up, given a provider and asked by Maxsight, all from the command line", async () => {
    const run = async (...words: string[]) => {
      const finished = await gatehouse([...words, "--json"], env);
      expect(finished.err).toBe("");
      return JSON.parse(finished.out) as Record<string, string> & { data: Array<Record<string, unknown>> };
    };
    await run("tenants", "create", "--slug", "meridian", "--name", "Meridian Bank");
    expect(
      await run(
        "users",
        "create",
        "--tenant",
        "meridian",
        "--email",
        "ada@example.test",
        "--role",
        "operator",
      ),
    ).toMatchObject({
      email: "ada@example.test",
      role: "operator",
    });
    const key = await run(
      "api-keys",
      "create",
      "--tenant",
      "meridian",
      "--name",
      "cli",
      "--role",
      "tenant_admin",
    );
    expect(key["api_key"]).toMatch(/^gh_/);
    env["GATEHOUSE_API_KEY"] = key["api_key"] ?? "";

    const document = providerBody();
    const file = join(directory, "provider.json");
    writeFileSync(file, JSON.stringify(document));
    expect(await run("providers", "apply", "-f", file)).toMatchObject({
      change: "created",
      provider: { version: 1 },
    });
    expect(await run("providers", "apply", "-f", file)).toMatchObject({ change: "unchanged" });
    writeFileSync(file, JSON.stringify({ ...document, name: "Acme Renamed" }));
    expect(await run("providers", "apply", "-f", file)).toMatchObject({
      change: "updated",
      provider: { version: 2 },
    });
    expect((await run("providers", "list")).data).toMatchObject([
      { slug: document.slug, name: "Acme Renamed" },
    ]);
    const exported = await gatehouse(["providers", "export", document.slug], env);
    expect(parse(exported.out)).toMatchObject({
      slug: document.slug,
      name: "Acme Renamed",
      connector: { kind: "demo" },
    });

    const base = ["--environment", "custom", "--api-base-url", "http://127.0.0.1:4999"];
    const { secret = "", key_id: keyId = "" } = await run("keys", "create", document.slug, ...base);
    const url = `${door.origin}/p/${document.slug}/`;
    await expect.poll(async () => (await gatehouse(["simulate", url, "--secret", secret])).code).toBe(0);
    expect((await gatehouse(["validate", url, "--secret", secret])).code).toBe(0);
    expect((await run("checks", "list", "--limit", "1")).data).toMatchObject([
      { provider: document.slug, is_demo: true },
    ]);

    const rotated = await run("keys", "rotate", document.slug, keyId, "--overlap-hours", "1");
    expect(rotated["secret"]).not.toBe(secret);
    expect((await run("keys", "list", document.slug)).data).toHaveLength(2);
  });

  it("explains what it refuses", async () => {
    const unknown = await gatehouse(
      ["api-keys", "create", "--tenant", "nobody", "--name", "x", "--role", "viewer"],
      env,
    );
    expect(unknown).toMatchObject({
      code: 1,
      err: 'There is no tenant "nobody"; make it with: gatehouse tenants create --slug nobody --name <name>\n',
    });
    const role = await gatehouse(
      ["api-keys", "create", "--tenant", "meridian", "--name", "x", "--role", "king"],
      env,
    );
    expect(role.err).toMatch(/^These values cannot be used:\n {2}--role: /);
    const file = join(directory, "broken.json");
    writeFileSync(
      file,
      JSON.stringify({ slug: "acme-broken", name: "Acme Broken", config: {}, connector: { kind: "demo" } }),
    );
    const broken = await gatehouse(["providers", "apply", "-f", file], env);
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/^422 .*\n {2}\/config\/check_type: /);
    const keyless = await gatehouse(["checks", "list"], { GATEHOUSE_URL: env["GATEHOUSE_URL"] ?? "" });
    expect(keyless.err).toContain("Set GATEHOUSE_API_KEY to an API key");
  });
});
