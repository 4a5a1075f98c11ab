import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { api } from "./fixtures/api";
import { expectCleanEverywhere, signedInPage } from "./fixtures/clean-page";
import { visit } from "./fixtures/visit";

/* A provider is mended where its fault is seen: edit, look at the difference, publish, and back again. */
test.describe("editing a provider", () => {
  // Each test goes on from the version that the one before published.
  test.describe.configure({ mode: "serial" });
  const slug = `mended-${Date.now().toString(36)}`;
  const path = `/providers/${slug}`;
  test.slow();

  const definition = (changes: object = {}) => ({
    slug,
    name: "Nordwind Identität",
    config: {
      check_type: "INDIVIDUAL_CUSTOM",
      check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
      pricing: { supports_reselling: false, maximum_cost: 0 },
      supported_countries: ["GBR", "DEU"],
      credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
      config: { fields: [{ type: "boolean", name: "strict", label: "Strict", default: false }] },
    },
    connector: {
      kind: "http",
      base_url: "https://api.provider.example/v1",
      operations: {
        start: {
          request: { method: "POST", path: "/checks", body: '{ "born": input.personal_details.dob }' },
          outcome:
            'status = 200 ? { "kind": "result", "result": { "decision": body.decision, "summary": "" } }',
        },
      },
    },
    ...changes,
  });

  test.beforeAll(async () => {
    await api("POST", "/providers", definition());
  });

  /** The editor of the provider, once it answers to typing. */
  async function openEditor(page: Page) {
    await visit(page, `${path}/edit`);
    const editor = page.getByRole("textbox", { name: "Definition" });
    await expect(page.getByText("Nothing wrong: it could be published.")).toBeVisible();
    return editor;
  }

  test("what is wrong stands at its line, what changes is shown, and it is published with a note", async ({
    browser,
  }) => {
    const page = await signedInPage(browser);
    const editor = await openEditor(page);
    const text = await editor.inputValue();

    await editor.fill(text.replace("[GBR, DEU]", "[GBR, DE]"));
    const problem = page.getByRole("button", { name: /line \d+.*\/config\/supported_countries\/1/ });
    await expect(problem).toBeVisible();
    await expect(page.getByRole("button", { name: /^Publish…/ })).toHaveAttribute("aria-disabled", "true");
    await problem.click();
    const selected = await editor.evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(selected.trim()).toBe("supported_countries: [GBR, DE]");

    await editor.fill(text.replace("[GBR, DEU]", "[GBR, DEU, AUT]"));
    await expect(page.getByText("Maxsight sends no check for AUT until it validates again.")).toBeVisible();
    await page.reload();
    await expect(editor).toHaveValue(/\[GBR, DEU, AUT\]/);
    await expect(page.getByText("This text was kept in this browser")).toBeVisible();

    await page.getByRole("tab", { name: "GET /config" }).click();
    await expect(page.getByRole("group", { name: "config document" })).toContainText('"AUT"');

    await page.getByRole("button", { name: "Publish…" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 2" });
    await expect(dialog).toContainText("1 parameter of its customers back to the default: strict");
    await expect(dialog.getByText("added: supported_countries")).toBeAttached();
    await dialog.getByLabel("Note").fill("Austria too");
    await dialog.getByRole("button", { name: "Publish version 2" }).click();
    await expect(page.getByText("Version 2 published", { exact: true })).toBeVisible();
    await expect(page.getByText("Nothing is changed yet.")).toBeHidden();
    const provider = (await api("GET", path)) as {
      version: number;
      config: { supported_countries: string[] };
    };
    expect(provider).toMatchObject({ version: 2, config: { supported_countries: ["GBR", "DEU", "AUT"] } });
    await page.context().close();
  });

  test("two versions are compared, and the old one is restored as a new one", async ({ browser }) => {
    const page = await signedInPage(browser);
    await visit(page, `${path}/versions`);
    const versions = page.getByRole("list", { name: "Versions, newest first" });
    await expect(versions.getByRole("listitem").first()).toContainText("Austria too");
    await expect(page.getByRole("group", { name: /version 1 and version 2/ })).toContainText(
      "supported_countries: [GBR, DEU, AUT]",
    );
    await page.getByRole("button", { name: "Restore version 1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore version 1" }).click();
    await expect(versions.getByRole("listitem").first()).toContainText("Restored from version 1");
    await page.getByLabel("From").selectOption("1");
    await page.getByLabel("To", { exact: true }).selectOption("3");
    await expect(page.getByText("No difference.")).toBeVisible();
    await expect(page.getByText("no validation is needed there")).toBeVisible();
    await page.context().close();
  });

  test("somebody who published meanwhile is said, and nothing is lost", async ({ browser }) => {
    const page = await signedInPage(browser);
    const editor = await openEditor(page);
    await editor.fill((await editor.inputValue()).replace("[GBR, DEU]", "[GBR, DEU, CHE]"));
    await expect(page.getByText("Nothing wrong: it could be published.")).toBeVisible();
    await api("PUT", path, { ...definition({ name: "Nordwind Prüfung" }), note: "another name" });
    await page.reload();
    await expect(page.getByText(/published version 4/)).toBeVisible();
    await expect(editor).toHaveValue(/\[GBR, DEU, CHE\]/);
    await page.getByRole("button", { name: "Go on from version 4" }).click();
    await page.getByRole("button", { name: "Publish…" }).click();
    await page.getByRole("button", { name: "Publish version 5" }).click();
    await expect(page.getByText("Version 5 published", { exact: true })).toBeVisible();
    await page.context().close();
  });

  test("a mapping is tried on a pasted answer", async ({ browser }) => {
    const page = await signedInPage(browser);
    await openEditor(page);
    await page.getByRole("tab", { name: "Try the mapping" }).click();
    await page.getByLabel("Body").fill('{ "decision": "PASS" }');
    await page.getByRole("button", { name: "Try the mapping" }).click();
    const given = page.getByRole("region", { name: "What the mapping gives" });
    await expect(given).toContainText("A result for Maxsight");
    await page.getByLabel("Body").fill('{ "decision": "MAYBE" }');
    await page.getByRole("button", { name: "Try the mapping" }).click();
    await expect(given).toContainText("The mapping is not right");
    await expect(given).toContainText("/result/decision");
    await page.context().close();
  });

  test("it is exported as a file, cloned as a draft, and the clone is retired", async ({ browser }) => {
    const page = await signedInPage(browser);
    await visit(page, path);
    const more = page.getByRole("button", { name: "More" });
    await expect(async () => {
      await more.click({ timeout: 2_000 });
      await expect(page.getByRole("menuitem", { name: "Export as YAML" })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Export as YAML" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${slug}.yaml`);
    expect(readFileSync((await file.path()) ?? "", "utf8")).toContain("supported_countries: [GBR, DEU, CHE]");

    await more.click();
    await page.getByRole("menuitem", { name: "Clone…" }).click();
    await page.getByLabel("Slug").fill(`${slug}-copy`);
    await page.getByRole("button", { name: "Clone provider" }).click();
    await page.waitForURL(`**/providers/${slug}-copy`);
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Retire…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Retire provider" }).click();
    await expect(dialog.getByRole("alert")).toContainText(`Type ${slug}-copy`);
    await dialog.getByLabel(/Type/).fill(`${slug}-copy`);
    await dialog.getByRole("button", { name: "Retire provider" }).click();
    await expect(page.getByText("Retired", { exact: true })).toBeVisible();
    await page.context().close();
  });

  test("its pages are clean in both themes, wide and on a phone", async ({ browser }) => {
    await expectCleanEverywhere(browser, `${path}/edit`, (page) =>
      expect(page.getByText("Nothing wrong: it could be published.")).toBeVisible(),
    );
    await expectCleanEverywhere(browser, `${path}/versions?from=1&to=5`, (page) =>
      expect(page.getByRole("group", { name: /version 1 and version 5/ })).toBeVisible(),
    );
    await expectCleanEverywhere(browser, `${path}/health`, (page) =>
      expect(page.getByRole("heading", { name: "Top errors" })).toBeVisible(),
    );
    await expectCleanEverywhere(browser, `${path}?tab=connector`, (page) =>
      expect(page.getByRole("heading", { name: "Connector definition" })).toBeVisible(),
    );
  });
});
