import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { api } from "./fixtures/api";
import { expectCleanEverywhere, signedInPage } from "./fixtures/clean-page";
import { visit } from "./fixtures/visit";

/* From a draft to a live provider: the suite is the gate, a reason the way around it. */
test.describe("validation", () => {
  // The last test looks at what the others left.
  test.describe.configure({ mode: "serial" });
  const suffix = Date.now().toString(36);
  test.slow();

  async function createDraft(slug: string): Promise<void> {
    await api("POST", "/providers", {
      slug,
      name: "Harbour Drafts",
      status: "draft",
      config: {
        check_type: "IDENTITY_CHECK",
        check_template: { type: "ONE_TIME_CALLBACK" },
        pricing: { supports_reselling: false, maximum_cost: 0 },
        supported_countries: ["GBR"],
        credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
        config: { fields: [] },
      },
      connector: { kind: "demo" },
    });
  }

  test("a draft goes live once its version is green", async ({ browser }) => {
    const slug = `draft-${suffix}`;
    await createDraft(slug);
    const page = await signedInPage(browser);
    await visit(page, `/providers/${slug}`);
    await page.getByRole("link", { name: "Validation" }).click();
    await expect(page.getByText("This draft answers demo requests only.")).toBeVisible();
    await expect(page.getByText("Not validated yet")).toBeVisible();
    await expect(async () => {
      await page.getByRole("button", { name: "Run validation" }).click({ timeout: 2_000 });
      await expect(page.getByText("History")).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await expect(page.getByRole("heading", { name: "Passed" })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
    await expect(page.getByText("Advice").first()).toBeVisible();
    await page
      .getByRole("button", { name: /Show \d+ passed tests/ })
      .nth(1)
      .click();
    await expect(
      page.getByText("A request to /config without Authorization is refused with 401"),
    ).toBeVisible();

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "JUnit file" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${slug}-version-1.xml`);
    expect(readFileSync((await file.path()) ?? "", "utf8")).toContain('<testsuite name="Security"');

    await page.getByRole("button", { name: "Go live…" }).click();
    await expect(page.getByRole("dialog")).toContainText("Version 1 passed its validation.");
    await page.getByRole("button", { name: "Go live", exact: true }).click();
    await expect(page.getByText("Harbour Drafts is live")).toBeVisible();
    await expect(page.getByRole("button", { name: "Pause…" })).toBeVisible();
    await page.context().close();
  });

  test("without a green version a reason is needed, and is kept", async ({ browser }) => {
    const slug = `override-${suffix}`;
    await createDraft(slug);
    const page = await signedInPage(browser);
    await visit(page, `/providers/${slug}`);
    await page.getByRole("button", { name: "Go live…" }).click();
    await page.getByRole("button", { name: "Go live without it" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Say why" })).toBeVisible();
    await page.getByLabel("Reason").fill("Maxsight accepted it by hand");
    await page.getByRole("button", { name: "Go live without it" }).click();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    const audit = (await api("GET", "/audit?limit=20")) as {
      data: { action: string; reason: string | null }[];
    };
    expect(audit.data).toContainEqual(
      expect.objectContaining({ action: "provider.went_live", reason: "Maxsight accepted it by hand" }),
    );
    await page.context().close();
  });

  test("a live provider whose new version is not validated says so, until a reason is given", async ({
    browser,
  }) => {
    const slug = `override-${suffix}`;
    const { config, connector } = (await api("GET", `/providers/${slug}`)) as Record<string, unknown>;
    await api("PUT", `/providers/${slug}`, { name: "Harbour Drafts", config, connector });
    const page = await signedInPage(browser);
    await visit(page, `/providers/${slug}`);
    await expect(page.getByText("Version 2 takes live checks but has not been validated.")).toBeVisible();
    await page.getByRole("button", { name: "Keep it live…" }).click();
    await page.getByLabel("Reason").fill("Only a label changed");
    await page.getByRole("button", { name: "Keep it live", exact: true }).click();
    await expect(
      page.getByText("Version 2 is live without a passed validation: “Only a label changed”"),
    ).toBeVisible();
    await visit(page, "/providers");
    const row = page.getByRole("row").filter({ hasText: slug });
    await expect(row).toContainText("Not yet");
    await page.context().close();
  });

  test("is clean in both themes, wide and on a phone", async ({ browser }) => {
    await expectCleanEverywhere(browser, `/providers/draft-${suffix}/tests`, (page) =>
      expect(page.getByRole("heading", { name: "Template" })).toBeVisible(),
    );
    await expectCleanEverywhere(browser, `/providers/override-${suffix}/tests`, (page) =>
      expect(page.getByText("Not validated yet")).toBeVisible(),
    );
  });
});
