import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { sendWebhook } from "./fake-provider/send-webhook";
import { api, type ApiProvider, createDemoProvider } from "./fixtures/api";
import { expectClean } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * What an operator does on a bad day, on real data: a notification that Maxsight refused, a webhook that fits no check,
 * a monitored reference, and a bulk resend whose job shows what came of each item.
 */
const suffix = Date.now().toString(36);
const SECRET = "operator-webhook-secret";
const names = { refused: `Refused ${suffix}`, watched: `Watched ${suffix}`, webhook: `Webhooks ${suffix}` };

test.describe("operator pages", () => {
  const maxsight = new Receiver();
  let refusing: Server;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    await maxsight.start();
    refusing = await startRefusing();
    await seed(maxsight, `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`);
  });
  test.afterAll(async () => {
    await maxsight.stop();
    await new Promise((resolve) => refusing.close(resolve));
  });

  test("what was refused is sent again from a selection, at a pace, and its results are a file", async ({
    browser,
  }) => {
    const { page, context } = await open(browser, "light", "attention?open=rejected");
    const group = page.getByRole("region", { name: "Rejected by Maxsight" });
    const item = group.getByRole("listitem").filter({ hasText: names.refused });
    await expect(item).toBeVisible({ timeout: 30_000 });
    const dialog = page.getByRole("dialog", { name: "Resend many notifications" });
    await expect(async () => {
      await item.getByRole("checkbox").check();
      await group.getByRole("button", { name: "Resend 1…" }).click({ timeout: 1_000 });
      await expect(dialog).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await dialog.getByLabel("Pace").selectOption("2");
    await expect(dialog).toContainText("at most 2 a second for each host: about 1.0 s");
    await expectClean(page);
    await dialog.getByLabel("Reason").fill("Maxsight says it is mended");
    await dialog.getByRole("button", { name: "Resend 1 notification" }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    await expect(page.getByText("1 of 1").filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("at most 2 a second for each host")).toBeVisible();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download results" }).click(),
    ]);
    const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
    expect(lines[0]).toMatch(/^position,result,detail,/);
    expect(lines[1]).toMatch(/^1,failed,/);
    await expectClean(page);
    await context.close();
  });

  test("needs attention: what was refused is there, and can be taken", async ({ browser }) => {
    const { page, context } = await open(browser, "light", "attention?open=rejected");
    const group = page.getByRole("region", { name: "Rejected by Maxsight" });
    const item = group.getByRole("listitem").filter({ hasText: names.refused });
    await expect(item).toBeVisible({ timeout: 30_000 });
    await expectClean(page);
    await item.getByRole("button", { name: /owner and marks/ }).click();
    await page.getByRole("menuitem", { name: "Assign to me" }).click();
    await expect(item.getByRole("button", { name: /^(?!unassigned).*owner and marks/ })).toBeVisible();
    await item.getByRole("button", { name: /owner and marks/ }).click();
    await page.getByRole("menuitem", { name: "Dismiss…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Dismiss" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why");
    await dialog.getByLabel("Reason").fill("Closed at Maxsight");
    await dialog.getByRole("button", { name: "Dismiss" }).click();
    // What is behind an open dialog has no role; only afterwards does a missing item mean anything.
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
    await expect(item).toHaveCount(0);
    await visit(page, "/attention?show=hidden&open=rejected");
    await expect(item).toContainText("Closed at Maxsight");
    await context.close();
    await expectAccessibleInDark(browser, "attention?show=hidden&open=rejected");
  });

  test("monitored: a reference with its updates", async ({ browser }) => {
    const { page, context } = await open(browser, "light", "monitored");
    await expectClean(page);
    await page.getByRole("link", { name: new RegExp(names.watched) }).click();
    await expect(page.getByRole("list", { name: "Updates, newest first" })).toContainText("Update 1");
    await expectClean(page);
    // A demo provider has nothing to ask, so nothing of the kind is offered.
    await expect(page.getByRole("button", { name: "Cancel monitoring…" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Poll now…" })).toHaveCount(0);
    const path = new URL(page.url()).pathname;
    await context.close();
    await expectAccessibleInDark(browser, path.replace(`/${stack.tenant}/`, ""));
  });

  test("inbound: an unmatched event, ignored with a reason", async ({ browser }) => {
    const { page, context } = await open(browser, "light", "inbound?tab=unmatched");
    await expectClean(page);
    await page.getByRole("link", { name: new RegExp(names.webhook) }).click();
    await expect(page.getByText("It proved where it comes from.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Checks it may be about" })).toBeVisible();
    await expectClean(page);
    await page.getByRole("button", { name: "Ignore…" }).click();
    await page.getByLabel("Reason").fill("Not one of our checks");
    await page.getByRole("dialog").getByRole("button", { name: "Ignore event" }).click();
    await expect(page.getByText("Ignored", { exact: true })).toBeVisible();
    const path = new URL(page.url()).pathname;
    await context.close();
    await expectAccessibleInDark(browser, path.replace(`/${stack.tenant}/`, ""));
  });

  test("bulk resend: the filter survives reload and back, and becomes a job", async ({ browser }) => {
    const { page, context } = await open(browser, "light", `notifications?provider=refused-${suffix}`);
    await page.getByRole("button", { name: "Resend all matching…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("1 notification", { timeout: 30_000 });
    await expectClean(page);
    await page.reload();
    await expect(dialog).toContainText(names.refused, { timeout: 30_000 });
    await page.goBack();
    await expect(dialog).toHaveCount(0);
    expect(page.url()).toContain(`provider=refused-${suffix}`);
    await page.goForward();
    await dialog.getByLabel("Reason").fill("Maxsight mended it");
    await dialog.getByRole("button", { name: "Resend 1 notification" }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    await expect(page.getByRole("heading", { name: "Bulk resend" })).toBeVisible();
    await expect(page.getByText("Maxsight mended it")).toBeVisible();
    await expect(page.getByRole("table", { name: "Items" })).toContainText(names.refused);
    await expectClean(page);
    await context.close();
    await expectAccessibleInDark(browser, "jobs");
  });
});

/** A Maxsight that says no to everything. */
async function startRefusing(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(404, { "content-type": "application/json" }).end('{"errors":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function seed(maxsight: Receiver, refusingUrl: string): Promise<void> {
  const refused = await createDemoProvider({
    slug: `refused-${suffix}`,
    name: names.refused,
    checkType: "INDIVIDUAL_CUSTOM",
    template: "ONE_TIME_CALLBACK",
    apiBaseUrl: refusingUrl,
  });
  const watched = await createDemoProvider({
    slug: `watched-${suffix}`,
    name: names.watched,
    checkType: "INDIVIDUAL_CUSTOM",
    template: "MONITORED_CALLBACK",
    apiBaseUrl: maxsight.url,
  });
  await run(maxsight, refused, { callbackDeadlineMs: 500 });
  await run(maxsight, watched, { monitoring: { updates: 1, cancel: false } });
  await sendUnmatched();
}

function run(receiver: Receiver, provider: ApiProvider, more: Partial<Parameters<typeof simulateCheck>[0]>) {
  return simulateCheck({
    baseUrl: provider.url,
    secret: provider.secret,
    demoResult: "ANY",
    receiver,
    allowPlainHttp: true,
    ...more,
  });
}

/** A genuine webhook about a reference nobody knows. */
async function sendUnmatched(): Promise<void> {
  const slug = `webhook-${suffix}`;
  const outcome = '{ "kind": "result", "result": { "decision": "PASS", "summary": body.summary } }';
  await api("POST", "/providers", {
    slug,
    name: names.webhook,
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
      base_url: "http://127.0.0.1:9/v2",
      auth: { type: "none" },
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: '{ "kind": "pending", "providerReference": body.id }',
        },
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
          outcome,
        },
      },
      secrets: ["webhook_secret"],
    },
  });
  await api("PUT", `/providers/${slug}/secrets/webhook_secret`, { value: SECRET });
  const body = { event_id: `evt-${suffix}`, check_id: "unknown-1", name: "Erika Musterfrau" };
  const sent = await sendWebhook({ url: `${stack.url}/hooks/${slug}`, body, secret: SECRET });
  expect(sent.statuses).toEqual([200]);
}

async function open(
  browser: Browser,
  colorScheme: "light" | "dark",
  path: string,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    storageState: stack.storageState,
    colorScheme,
    viewport: { width: 1440, height: 900 },
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await visit(page, `/${path}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return { page, context };
}

async function expectAccessibleInDark(browser: Browser, path: string): Promise<void> {
  const { page, context } = await open(browser, "dark", path);
  await expectClean(page);
  await context.close();
}
