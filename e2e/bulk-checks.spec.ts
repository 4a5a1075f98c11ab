import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { api } from "./fixtures/api";
import { expectClean, signedInPage } from "./fixtures/clean-page";
import { startLiveCheck } from "./fixtures/live-check";
import { saveSignedIn } from "./fixtures/sign-in";
import { gatehouse, stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * Many checks ended at once: by selection, by filter, with what speaks against it, and with a set that another check
 * joined while somebody was thinking. One provider can be told of it, the other cannot.
 */
const suffix = Date.now().toString(36);

test.describe("bulk actions on checks", () => {
  test.describe.configure({ mode: "serial" });
  const cancelled: string[] = [];
  let upstream: Server;
  let telling = { slug: `tells-${suffix}`, secret: "" };
  let mute = { slug: `mute-${suffix}`, secret: "" };

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    upstream = createServer((request, response) => {
      request.resume();
      if (request.method === "DELETE") cancelled.push(request.url ?? "");
      response.writeHead(200, { "content-type": "application/json" }).end(`{"id":"r-${Math.random()}"}`);
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const cancel = { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } };
    telling = await register({ slug: telling.slug, name: `Tells ${suffix}`, url, operations: { cancel } });
    mute = await register({ slug: mute.slug, name: `Mute ${suffix}`, url, operations: {} });
    await startLiveCheck(telling, "in_progress");
    await startLiveCheck(telling, "in_progress");
    await startLiveCheck(mute, "in_progress");
    const ended = await startLiveCheck(mute, "in_progress");
    await api("POST", `/checks/${ended}/cancel`, { reason: "Ended before" });
  });
  test.afterAll(() => new Promise((resolve) => upstream.close(resolve)));

  test("where there is no column for it, a row says for whom it waits and until when", async ({
    browser,
  }) => {
    for (const width of [390, 900]) {
      const page = await signedInPage(browser, { viewport: { width, height: 844 } });
      await visit(page, `/checks?provider=${mute.slug}`);
      const row = page.getByRole("row").filter({ hasText: "In progress" });
      await expect(row.getByText("for the provider").filter({ visible: true }).first()).toBeVisible();
      await expect(row.locator("time").filter({ visible: true, hasText: /^in \d/ })).toBeVisible();
      await expectClean(page);
      await page.context().close();
    }
  });

  test("a selection: kept through a reload, told to the provider, done", async ({ browser }) => {
    const page = await openList(browser, telling.slug);
    await expect(page.getByRole("cell", { name: /^the provider · in/ })).toHaveCount(2);
    await page
      .getByRole("checkbox", { name: /^Select Check/ })
      .first()
      .check();
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(bar).toContainText("1 check selected");
    await bar.getByRole("button", { name: "Cancel…" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel many checks" });
    await expect(dialog).toContainText("1 check through");
    await expect(dialog).toContainText("The provider is told of each.");
    await expect(dialog).toContainText("Nothing speaks against any of them.");
    await expectClean(page);
    await page.reload();
    await expect(dialog).toContainText("1 check through");
    await confirm(dialog, { reason: "Asked by mistake", button: "Cancel 1 check" });
    await expectJob(page, { of: 1, reason: "Asked by mistake" });
    await expectClean(page);
    await expect(() => expect(cancelled).toHaveLength(1)).toPass({ timeout: 30_000 });
    await page.context().close();
  });

  test("a filter: conflicts, exclusions, and a set that grew meanwhile", async ({ browser }) => {
    const page = await openList(browser, mute.slug);
    const dialog = page.getByRole("dialog", { name: "Cancel many checks" });
    await press(page.getByRole("button", { name: "Cancel all matching…" }), dialog);
    await expect(dialog).toContainText("1 check through");
    await expect(dialog).toContainText("No provider is told.");
    await expect(dialog).toContainText("Not among them: 1 ended already.");
    const leaveOut = dialog.getByRole("checkbox", { name: "Leave out 1 whose provider cannot be told" });
    await leaveOut.check();
    await dialog.getByLabel("Reason").fill("Wrong provider");
    await expect(dialog.getByRole("button", { name: "Cancel 0 checks" })).toBeDisabled();
    await leaveOut.uncheck();
    await startLiveCheck(mute, "in_progress");
    await dialog.getByRole("button", { name: "Cancel 1 check" }).click();
    await expect(dialog.getByRole("alert")).toContainText("You confirmed 1, but the filter finds 2 by now.");
    await page.goBack();
    await expect(dialog).toHaveCount(0);
    expect(page.url()).toContain(`provider=${mute.slug}`);
    await page.goForward();
    await expect(dialog).toContainText("2 checks through");
    await confirm(dialog, { reason: "Wrong provider", button: "Cancel 2 checks" });
    await expectJob(page, { of: 2, reason: "Wrong provider" });
    await expect(page.getByRole("table", { name: "Items" })).toContainText("The check was ended.");
    expect(cancelled).toHaveLength(1);
    await page.context().close();
  });

  test("a resend of checks that have no notification says that there is nothing to do", async ({
    browser,
  }) => {
    const page = await openList(browser, telling.slug);
    const dialog = page.getByRole("dialog", { name: "Resend many notifications" });
    await press(page.getByRole("button", { name: "Resend all matching…" }), dialog);
    await expect(dialog).toContainText("There is no notification to resend now.");
    await page.context().close();
  });

  test("one check: the dialog says how the provider is told", async ({ browser }) => {
    const page = await signedInPage(browser);
    const id = await startLiveCheck(telling, "in_progress");
    await visit(page, `/checks/${id}`);
    const dialog = page.getByRole("dialog", { name: "Cancel this check" });
    await press(page.getByRole("button", { name: "Cancel…" }), dialog);
    await expect(dialog).toContainText("The provider is told with DELETE /checks/{{ providerReference }}");
    await expectClean(page);
    await dialog.getByRole("button", { name: "Cancel check" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why");
    await dialog.getByLabel("Reason").fill("Customer withdrew");
    await dialog.getByRole("button", { name: "Cancel check" }).click();
    await expect(page.getByText("Check cancelled")).toBeVisible();
    await page.context().close();
  });

  test("a viewer sees the actions disabled, with the role that is missing", async ({ browser }, info) => {
    const email = `viewer-${suffix}@example.com`;
    const made = await gatehouse(
      "users",
      "create",
      "--email",
      email,
      "--tenant",
      stack.tenant,
      "--role",
      "viewer",
      "--json",
    );
    const { password } = JSON.parse(made) as { password: string };
    const file = info.outputPath("viewer.json");
    await saveSignedIn(stack.url, { email, password }, file);
    const context = await browser.newContext({ storageState: file, viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    await visit(page, `/checks?provider=${mute.slug}`);
    await expect(page.getByRole("button", { name: "Cancel all matching…" })).toBeDisabled();
    await expect(page.getByRole("button", { name: "Resend all matching…" })).toBeDisabled();
    await expect(page.getByText("Needs the role operator").filter({ visible: true }).first()).toBeVisible();
    await expectClean(page);
    await context.close();
  });
});

type Registering = { slug: string; name: string; url: string; operations: object };

/** A provider that takes a check and never comes back to it. */
async function register({ slug, name, url, operations }: Registering) {
  await api("POST", "/providers", {
    slug,
    name,
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
      base_url: url,
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: '{ "kind": "pending", "providerReference": body.id }',
        },
        ...operations,
      },
    },
  });
  const key = { environment: "custom", api_base_url: url };
  const { secret } = (await api("POST", `/providers/${slug}/keys`, key)) as { secret: string };
  return { slug, secret };
}

async function openList(browser: Browser, provider: string): Promise<Page> {
  const page = await signedInPage(browser);
  await visit(page, `/checks?provider=${provider}`);
  await expect(page.getByRole("link", { name: /^Check/ }).first()).toBeVisible();
  return page;
}

/** A button may be there before the page listens to it. */
async function press(button: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (!(await opened.isVisible())) await button.click({ timeout: 2_000 });
    await expect(opened).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

async function confirm(dialog: Locator, { reason, button }: { reason: string; button: string }) {
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: button }).click();
}

/** The page of the job that was made, until all of its items are done. */
async function expectJob(page: Page, { of, reason }: { of: number; reason: string }): Promise<void> {
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { name: "Bulk cancel" })).toBeVisible();
  await expect(page.getByText(reason).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText(`${of} of ${of}`).filter({ visible: true }).first()).toBeVisible({
    timeout: 30_000,
  });
}
