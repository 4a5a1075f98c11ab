import { expect, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { api } from "./fixtures/api";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * The main job, end to end, as a person at a screen and a (simulated) Maxsight see it: register a provider, run signed
 * checks through it, watch both legs, resend a notification after Maxsight was away.
 */
const suffix = Date.now().toString(36);
const NAME = `Harbour Checks ${suffix}`;
const SLUG = `harbour-checks-${suffix}`;

test.describe("the main job", () => {
  test.describe.configure({ mode: "serial" });
  const maxsight = new Receiver();
  let provider: { url: string; secret: string };

  test.beforeAll(() => maxsight.start());
  test.afterAll(() => maxsight.stop());

  test("sign in, register a callback provider, validate it and let it go live", async ({ page }) => {
    await visit(page, "/providers");
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel("E-mail").fill(stack.owner.email);
    await page.getByLabel("Password").fill(stack.owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`**/${stack.tenant}/providers`);

    await page.getByRole("link", { name: "Register provider" }).click();
    await page.getByLabel("Name", { exact: true }).fill(NAME);
    await page.getByLabel("Slug").fill(SLUG);
    await page.getByLabel("Check type").selectOption("INDIVIDUAL_CUSTOM");
    await page.getByLabel("Template").selectOption("ONE_TIME_CALLBACK");
    await expect(page.getByText('"ONE_TIME_CALLBACK"')).toBeVisible();
    await page.getByLabel("Environment").selectOption("custom");
    await page.getByLabel("Base URL of Maxsight").fill(maxsight.url);
    await page.getByRole("button", { name: /^Register/ }).click();

    await expect(page.getByText(`${NAME} is registered as a draft.`)).toBeVisible();
    const url = `${stack.url}/p/${SLUG}/`;
    await expect(page.getByText(url, { exact: true })).toBeVisible();
    const secret = await page
      .locator("code")
      .filter({ hasText: /^[A-Za-z0-9+/]{43}=$/ })
      .innerText();
    provider = { url, secret };
    await page.getByRole("button", { name: "Run the validation suite" }).click();
    await page.waitForURL(`**/${SLUG}/tests`);
    await expect(page.getByText(secret)).toHaveCount(0);
    await expect(page.getByText("Version 1 passed its validation")).toBeVisible({ timeout: 120_000 });
    await page.getByRole("button", { name: "Go live…" }).click();
    await page.getByRole("button", { name: "Go live", exact: true }).click();
    await expect(page.getByText(`${NAME} is live`)).toBeVisible();
    await visit(page, "/providers");
    const row = page.getByRole("row").filter({ hasText: NAME });
    await expect(row).toContainText("Live");
    await expect(row).toContainText("Passed");
  });

  test("a signed check shows both legs, from accepted to fetched", async ({ browser }) => {
    const result = await simulateCheck({
      baseUrl: provider.url,
      secret: provider.secret,
      demoResult: "ANY",
      receiver: maxsight,
      allowPlainHttp: true,
    });
    expect(result).toMatchObject({ state: "completed", errors: [] });
    const context = await browser.newContext({ storageState: stack.storageState });
    const page = await context.newPage();
    await visit(page, "/checks");
    // The newest: the validation suite ran its own checks before.
    const row = page.getByRole("row").filter({ hasText: NAME }).first();
    await expect(row).toContainText("Finished");
    await row.getByRole("link").first().click();
    const main = page.getByRole("main");
    await expect(main.getByText("POST /checks")).toBeVisible();
    await expect(main.getByText(/ready/).first()).toBeVisible();
    await expect(main.getByText(/callbacks/).first()).toBeVisible();
    await expect(main.getByText(/complete/).first()).toBeVisible();
    await expect(main.getByText("Fetched by Maxsight")).toBeVisible();
    await expect(main.getByText("Musterfrau")).toHaveCount(0);

    await page.getByRole("tab", { name: "Signature" }).click();
    const calls = main.getByRole("list").filter({ hasText: "Maxsight → Gatehouse" });
    await expect(calls.getByRole("button", { name: /POST .*valid, current custom key/ })).toHaveCount(4);
    await calls.getByRole("button", { name: /callbacks/ }).click();
    await expect(main.getByText("(request-target): post /integrations/v1/callbacks")).toBeVisible();
    await expect(main.getByText("is that of the body").first()).toBeVisible();
    await context.close();
  });

  test("Maxsight away: retries, then one resend, acknowledged and fetched without a reload", async ({
    browser,
  }) => {
    // The door closes after the start was answered and before the callback can arrive.
    const running = simulateCheck({
      baseUrl: provider.url,
      secret: provider.secret,
      demoResult: "ANY",
      receiver: maxsight,
      allowPlainHttp: true,
      onStep: (step) => {
        if (step.kind === "state" && step.state === "STARTED") void maxsight.stop();
      },
    });
    const context = await browser.newContext({ storageState: stack.storageState });
    const page = await context.newPage();
    await visit(page, `/notifications/${await openNotification()}`);
    const attempts = page.getByRole("list", { name: "Attempts, newest first" }).getByRole("listitem");
    await expect(attempts).toHaveCount(2, { timeout: 60_000 });
    await expect(attempts.first()).toContainText(/refused|could not be reached|connect/i);

    await maxsight.start();
    await page.getByRole("button", { name: "Resend notification…" }).click();
    await page.getByLabel("Reason").fill("Maxsight is back");
    await page.getByRole("dialog").getByRole("button", { name: "Resend notification" }).click();
    await expect(page.getByRole("dialog")).toContainText(/acknowledged/i);
    await page.keyboard.press("Escape");

    expect(await running).toMatchObject({ state: "completed", errors: [] });
    await expect(attempts.first()).toContainText("Maxsight is back");
    await expect(page.getByRole("main")).toContainText(/fetched/i);
    await context.close();
  });
});

/** The provider's notification that is on its way, as soon as there is one; those of its validation are fetched or cancelled. */
async function openNotification(): Promise<string> {
  let id: string | undefined;
  await expect(async () => {
    const page = (await api("GET", `/notifications?provider=${SLUG}`)) as {
      data: { id: string; state: string }[];
    };
    id = page.data.find(({ state }) => state === "queued" || state === "delivering")?.id;
    expect(id).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return id ?? "";
}
