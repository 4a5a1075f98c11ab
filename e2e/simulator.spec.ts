import { expect, type Page, test } from "@playwright/test";
import { expectCleanEverywhere, signedInPage } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/* Acting as Maxsight from the dashboard: what a person plays, sees as it happens, and finds again on both sides. */
test.describe("the simulator", () => {
  const seeded = (template: string) => {
    const provider = stack.providers.find((candidate) => candidate.template === template);
    if (provider === undefined) throw new Error(`no seeded provider with ${template}`);
    return provider;
  };

  test("plays a callback check with a fault, live, and leads to both legs", async ({ browser }) => {
    const page = await signedInPage(browser);
    const { slug, secret } = seeded("ONE_TIME_CALLBACK");
    await visit(page, `/simulator?provider=${slug}`);
    await settled(page);
    await page.getByLabel("callback-500", { exact: true }).check();
    await page.getByLabel("callback-500, n").fill("1");
    await page.getByLabel("late-ready", { exact: true }).check();
    await page.getByLabel("late-ready, seconds").fill("2");
    const command = page.getByLabel("command", { exact: true });
    await expect(command).toContainText("--fault callback-500=1");
    await expect(command).toContainText('--secret "$SECRET"');
    await page.getByRole("button", { name: "Start simulation" }).press("Enter");

    await page.waitForURL(/\/simulator\/[0-9a-f-]{36}$/);
    const steps = page.getByRole("list", { name: "Steps" });
    await expect(steps.getByRole("button", { name: /POST \/checks/ })).toBeVisible();
    await expect(steps.getByText("now", { exact: true })).toBeVisible();
    await expect(steps.getByText("READY", { exact: true })).toBeVisible();
    await expect(steps.getByRole("button", { name: /callbacks · 500/ })).toBeVisible();
    await expect(steps.getByRole("button", { name: /callbacks · 200/ })).toBeVisible({ timeout: 30_000 });
    await expect(steps.getByText("Completed", { exact: true })).toBeVisible();
    await expect(page.getByText("Finished", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("No violation and no warning")).toBeVisible();
    await expect(page.getByText("Delivery: fetched")).toHaveCount(1);

    await steps.getByRole("button", { name: /POST \/checks/ }).click();
    await expect(page.getByRole("region", { name: "Request" })).toContainText("POST /p/");
    await expect(page.getByText(secret.slice(0, 8))).toHaveCount(0);

    await page.getByRole("link", { name: /Open both legs/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Check");
    await expect(page.getByText("Fetched by Maxsight")).toBeVisible();
    await visit(page, `/providers/${slug}`);
    await expect(page.getByRole("cell", { name: secret.slice(0, 8), exact: true })).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(2);
    await page.context().close();
  });

  test("calls a pasted URL with its secret, and says what a wrong one means", async ({ browser }) => {
    const page = await signedInPage(browser);
    const { url, secret } = seeded("ONE_TIME_SYNCHRONOUS");
    const start = async (pasted: string) => {
      await visit(page, "/simulator");
      await settled(page);
      await page.getByLabel(/^Any URL/).check();
      await page.getByLabel("URL", { exact: true }).fill(url);
      await page.getByRole("textbox", { name: "Secret" }).fill(pasted);
      await page.getByRole("button", { name: "Start simulation" }).click();
    };
    await start("too short");
    await expect(page.getByText("That is not the base64 of 32 bytes")).toBeVisible();
    await start(secret);
    await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
    await start(Buffer.alloc(32, 5).toString("base64"));
    await expect(page.getByText("Protocol error").first()).toBeVisible();
    await expect(page.getByText(/answered 401; the secret or the clock may be wrong/).first()).toBeVisible();
    await page.context().close();
  });

  test("asks twice before a live check", async ({ browser }) => {
    const page = await signedInPage(browser);
    const { slug } = seeded("ONE_TIME_SYNCHRONOUS");
    await visit(page, `/simulator?provider=${slug}`);
    await settled(page);
    await page.getByLabel(/^Live/).check();
    await page.getByRole("button", { name: "Start live simulation…" }).click();
    const dialog = page.getByRole("dialog", { name: "Start a live simulation" });
    await expect(dialog).toHaveAccessibleDescription(/It may bill each call/);
    await expect(dialog.getByLabel("Reason")).toHaveCount(0);
    await page.getByRole("button", { name: "Start live simulation", exact: true }).click();
    await page.waitForURL(/\/simulator\/[0-9a-f-]{36}$/);
    // The demo connector has no provider behind it, but insists on credentials for a live check.
    await expect(page.getByText(/INVALID_CREDENTIALS/).first()).toBeVisible();
    await page.context().close();
  });

  test("is clean in both themes, wide and on a phone", async ({ browser }) => {
    test.slow();
    await expectCleanEverywhere(browser, "/simulator", (shown) =>
      expect(shown.getByRole("button", { name: "Start simulation" })).toBeVisible(),
    );
    const page = await signedInPage(browser);
    await visit(page, `/simulator?provider=${seeded("ONE_TIME_SYNCHRONOUS").slug}`);
    await settled(page);
    await page.getByLabel("Checks", { exact: true }).fill("3");
    await page.getByRole("button", { name: "Start simulation" }).click();
    await page.waitForURL(/\/simulator\/[0-9a-f-]{36}$/);
    await expect(page.getByText("3 of 3 ended")).toBeVisible();
    const runPath = new URL(page.url()).pathname.replace(`/${stack.tenant}`, "");
    await page.context().close();
    await expectCleanEverywhere(browser, runPath, (shown) =>
      expect(shown.getByRole("button", { name: /POST \/checks/ }).first()).toBeVisible(),
    );
    await expectCleanEverywhere(browser, "/simulator/018f0000-0000-7000-8000-000000000000", (shown) =>
      expect(shown.getByText("This simulation is not kept any more")).toBeVisible(),
    );
  });
});

/** The form answers: what is typed before that, the page takes back when it comes alive. */
async function settled(page: Page): Promise<void> {
  const replay = page.getByLabel("replay", { exact: true });
  const command = page.getByLabel("command", { exact: true });
  await expect(async () => {
    await replay.uncheck();
    await replay.check();
    await expect(command).toContainText("--fault replay", { timeout: 1_000 });
  }).toPass();
  await replay.uncheck();
  await expect(command).not.toContainText("--fault replay");
}
