import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { sendWebhook } from "./fake-provider/send-webhook";
import { api, createDemoProvider } from "./fixtures/api";
import { expectClean, expectCleanEverywhere, signedInPage } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * What a person does about a monitored reference and about a provider's webhooks: pause and resume, find by update id,
 * replay an event, attach one that found no check, and put several away at once.
 */
test.describe("monitoring and webhooks by hand", () => {
  test.describe.configure({ mode: "serial", timeout: 180_000 });
  const suffix = Date.now().toString(36);
  const slug = `tells-${suffix}`;
  const names = { watched: `Harbour ${suffix}`, tells: `Tells ${suffix}` };
  const SECRET = "by-hand-webhook-secret";
  const maxsight = new Receiver();
  let provider: Server;
  let reference = "";

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    await maxsight.start();
    provider = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const watched = await createDemoProvider({
      slug: `harbour-${suffix}`,
      name: names.watched,
      checkType: "INDIVIDUAL_CUSTOM",
      template: "MONITORED_CALLBACK",
      apiBaseUrl: maxsight.url,
    });
    await simulateCheck({
      baseUrl: watched.url,
      secret: watched.secret,
      demoResult: "ANY",
      receiver: maxsight,
      allowPlainHttp: true,
      monitoring: { updates: 1, cancel: false },
    });
    await registerTelling(`http://127.0.0.1:${(provider.address() as AddressInfo).port}`);
  });
  test.afterAll(async () => {
    await maxsight.stop();
    await new Promise((resolve) => provider.close(resolve));
  });

  async function registerTelling(baseUrl: string): Promise<void> {
    await api("POST", "/providers", {
      slug,
      name: names.tells,
      config: {
        check_type: "INDIVIDUAL_CUSTOM",
        check_template: { type: "ONE_TIME_CALLBACK" },
        pricing: { supports_reselling: false, maximum_cost: 0 },
        supported_countries: ["GBR"],
        credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
        config: { fields: [] },
      },
      connector: {
        kind: "http",
        base_url: baseUrl,
        operations: {
          start: { request: { method: "POST", path: "/checks" }, outcome: '{ "kind": "pending" }' },
          webhook: {
            verify: {
              type: "hmac_sha256",
              header: "x-acme-signature",
              encoding: "hex",
              payload: "{{ timestamp }}.{{ raw }}",
              timestamp_header: "x-acme-timestamp",
              tolerance: "5m",
              secret: "webhook_secret",
            },
            event_id: "body.event_id",
            provider_reference: "body.check_id",
            outcome:
              'body.decision ? { "kind": "result", "result": { "decision": body.decision, "summary": body.summary } }',
          },
        },
        secrets: ["webhook_secret"],
      },
    });
    await api("PUT", `/providers/${slug}/secrets/webhook_secret`, { value: SECRET });
    const { secret } = (await api("POST", `/providers/${slug}/keys`, {
      environment: "custom",
      api_base_url: maxsight.url,
    })) as { secret: string };
    await simulateCheck({
      baseUrl: `${stack.url}/p/${slug}`,
      secret,
      demoResult: null,
      credentials: { api_key: "key" },
      receiver: maxsight,
      allowPlainHttp: true,
      callbackDeadlineMs: 1_000,
    });
  }

  async function hear(body: Record<string, string>): Promise<void> {
    const sent = await sendWebhook({ url: `${stack.url}/hooks/${slug}`, body, secret: SECRET });
    expect(sent.statuses).toEqual([200]);
  }

  async function go(page: Page, path: string): Promise<void> {
    await visit(page, `/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async function openEvent(page: Page, list: string, name: string): Promise<void> {
    await go(page, list);
    const link = page.getByRole("link", { name: new RegExp(name) });
    await visit(page, ((await link.getAttribute("href")) ?? "").replace(`/${stack.tenant}`, ""));
    await expect(page.getByRole("heading", { name: "Inbound event" })).toBeVisible();
  }

  /** A dialog that a click opens, once the page listens. */
  async function openDialog(page: Page, button: string | RegExp) {
    const dialog = page.getByRole("dialog");
    await expect(async () => {
      await page
        .getByRole("button", { name: button })
        .filter({ visible: true })
        .first()
        .click({ timeout: 2_000 });
      await expect(dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    return dialog;
  }

  async function expectJobDone(page: Page, kind: string): Promise<void> {
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    await expect(page.getByRole("heading", { name: kind })).toBeVisible();
    await expect(page.getByText("1 of 1").filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 });
  }

  test("a monitored reference is paused, shows it, and is resumed", async ({ browser }) => {
    const page = await signedInPage(browser);
    await go(page, "monitored");
    await page.getByRole("link", { name: new RegExp(names.watched) }).click();
    const pausing = await openDialog(page, "Pause…");
    await pausing.getByRole("button", { name: "Pause monitoring" }).click();
    await expect(pausing.getByRole("alert")).toContainText("Say why");
    await pausing.getByLabel("Reason").fill("The contract is renewed");
    await pausing.getByRole("button", { name: "Pause monitoring" }).click();
    await expect(page.getByText("A person has paused its monitoring")).toBeVisible();
    await expect(page.getByRole("button", { name: "Pause…" })).toHaveCount(0);
    await expectClean(page);
    const path = new URL(page.url()).pathname.replace(`/${stack.tenant}`, "");
    await expectCleanEverywhere(browser, path, (at) =>
      expect(at.getByRole("button", { name: "Resume…" })).toBeVisible(),
    );
    await go(page, "monitored?drift=paused");
    await expect(page.getByRole("link", { name: new RegExp(`${names.watched}, paused`) })).toBeVisible();
    await go(page, path.slice(1));
    reference = (await page.getByText(/^Update id/).textContent())?.match(/[0-9a-f-]{36}/)?.[0] ?? "";
    const resuming = await openDialog(page, "Resume…");
    await resuming.getByRole("button", { name: "Resume monitoring" }).click();
    await expect(page.getByRole("button", { name: "Pause…" })).toBeVisible();
    await page.context().close();
  });

  test("a reference is found by the id of its update", async ({ browser }) => {
    const page = await signedInPage(browser);
    await go(page, `monitored?lookup=${reference}`);
    await expect(page.getByRole("searchbox", { name: "Reference or update id" })).toHaveValue(reference);
    await expect(page.getByRole("link", { name: /^Monitored / })).toHaveCount(1);
    await page.getByRole("searchbox", { name: "Reference or update id" }).fill("nobody-has-this");
    await page.keyboard.press("Enter");
    await expect(page.getByText("No monitored reference fits")).toBeVisible();
    await page.context().close();
  });

  test("many references are paused by filter and resumed by selection, as jobs", async ({ browser }) => {
    const page = await signedInPage(browser);
    const ledger = `monitored?provider=harbour-${suffix}`;
    await go(page, ledger);
    const polling = await openDialog(page, "Poll all matching…");
    await expect(polling).toContainText("There is no reference whose provider can be asked now.");
    await expect(polling).toContainText("Not among them: 1 whose provider cannot be asked.");
    await expectClean(page);
    await polling.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "All matching", exact: true }).click();
    await page.getByRole("menuitem", { name: "Pause monitoring…" }).click();
    const pausing = page.getByRole("dialog", { name: "Pause the monitoring of many" });
    await expect(pausing).toContainText(`1 reference of ${names.watched}`);
    await page.reload();
    await expect(pausing).toContainText("Nothing speaks against any of them.");
    await expectClean(page);
    await pausing.getByLabel("Reason").fill("The provider is moving");
    await pausing.getByRole("button", { name: "Pause 1 reference" }).click();
    await expectJobDone(page, "Bulk pause of monitoring");
    await expect(page.getByRole("table", { name: "Items" })).toContainText("Its monitoring was paused.");
    await go(page, ledger);
    await expect(page.getByRole("cell", { name: "Paused", exact: true })).toBeVisible();
    await expect(async () => {
      await page.getByRole("checkbox", { name: /^Select Monitored/ }).check();
      await expect(page.getByRole("region", { name: "Selection" })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectClean(page);
    const resuming = await openDialog(page, "Resume…");
    await resuming.getByLabel("Reason").fill("They have moved");
    await resuming.getByRole("button", { name: "Resume 1 reference" }).click();
    await expectJobDone(page, "Bulk resume of monitoring");
    await page.context().close();
  });

  test("an event that found no check is attached to one, and replayed", async ({ browser }) => {
    await hear({ event_id: `evt-a-${suffix}`, check_id: `ext-${suffix}`, note: "begun" });
    const page = await signedInPage(browser);
    await openEvent(page, `inbound?tab=unmatched&provider=${slug}`, `evt-a-${suffix}`);
    await expect(page.getByRole("heading", { name: "Checks it may be about" })).toBeVisible();
    const attaching = await openDialog(page, /^Attach to check .+…$/);
    await attaching.getByLabel("Reason").fill("The same company");
    await attaching.getByRole("button", { name: "Attach event" }).click();
    // It says nothing yet, so the check takes its reference and goes on waiting.
    await expect(page.getByText("Ignored", { exact: true })).toBeVisible({ timeout: 20_000 });
    await expectClean(page);
    const replaying = await openDialog(page, "Replay…");
    await replaying.getByLabel("Read with").selectOption("current");
    await replaying.getByRole("button", { name: "Replay event" }).click();
    await expect(page.getByText("The event was read again")).toBeVisible();
    // What comes later with that reference finds the check by itself, and can be read again all the same.
    await hear({
      event_id: `evt-b-${suffix}`,
      check_id: `ext-${suffix}`,
      decision: "PASS",
      summary: "Fine.",
    });
    await openEvent(page, `inbound?provider=${slug}`, `evt-b-${suffix}`);
    await expect(page.getByText("Applied", { exact: true }).first()).toBeVisible({ timeout: 20_000 });
    await page.context().close();
  });

  test("several events leave the tray with one reason", async ({ browser }) => {
    for (const name of ["x", "y"])
      await hear({ event_id: `evt-${name}-${suffix}`, check_id: `no-${name}-${suffix}` });
    const page = await signedInPage(browser);
    await go(page, `inbound?tab=unmatched&provider=${slug}`);
    await expect(page.getByRole("link", { name: new RegExp(`evt-y-${suffix}`) })).toBeVisible();
    await expect(async () => {
      for (const box of await page.getByRole("checkbox", { name: /Event evt-[xy]/ }).all()) await box.check();
      await expect(page.getByRole("region", { name: "Selection" })).toContainText("2 events selected", {
        timeout: 1_000,
      });
    }).toPass();
    const dialog = await openDialog(page, "Ignore…");
    await dialog.getByLabel("Reason").fill("A test of theirs");
    await dialog.getByRole("button", { name: "Ignore 2 events" }).click();
    await expect(page.getByText("Every event found its check")).toBeVisible();
    await openEvent(page, `inbound?state=ignored&provider=${slug}`, `evt-x-${suffix}`);
    await expect(page.getByText("A test of theirs")).toBeVisible();
    await expectClean(page);
    await page.context().close();
  });

  test("a rule puts such events away from then on, says so on each, and is removed", async ({ browser }) => {
    const beat = (n: number) => ({
      event_id: `evt-beat-${n}-${suffix}`,
      check_id: `no-${n}-${suffix}`,
      type: `beat-${suffix}`,
    });
    await hear(beat(1));
    const page = await signedInPage(browser);
    await openEvent(page, `inbound?tab=unmatched&provider=${slug}`, `evt-beat-1-${suffix}`);
    const making = await openDialog(page, "Ignore such events…");
    await expect(making.getByLabel("Says")).toHaveValue(`beat-${suffix}`);
    await expectClean(page);
    await making.getByLabel("Reason").fill("Heartbeats of theirs");
    await making.getByRole("button", { name: "Make the rule" }).click();
    await expect(page.getByText("By the rule")).toBeVisible();
    await expect(page.getByText("Heartbeats of theirs")).toBeVisible();
    await expectClean(page);
    await hear(beat(2));
    await openEvent(page, `inbound?state=ignored&provider=${slug}`, `evt-beat-2-${suffix}`);
    await expect(page.getByText("By the rule")).toBeVisible();
    await expect(page.getByRole("button", { name: "Attach to a check…" })).toBeVisible();
    await go(page, "inbound?tab=rules");
    const rule = page.getByRole("row").filter({ hasText: `beat-${suffix}` });
    await expect(rule.getByRole("link", { name: "2 events put away" })).toBeVisible();
    await expectCleanEverywhere(browser, `/inbound?tab=rules`, async (seen) => {
      await expect(seen.getByRole("table", { name: "Ignore rules" })).toBeVisible();
    });
    const removing = await openDialog(page, "Remove…");
    await removing.getByRole("button", { name: "Remove rule" }).click();
    await expect(page.getByText("No rule puts events away")).toBeVisible();
    await page.context().close();
  });
});
