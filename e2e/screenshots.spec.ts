import { mkdirSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { type ApiProvider, createDemoProvider } from "./fixtures/api";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * The pictures of the README, taken of a running Gatehouse with checks of every kind. `npm run docs:images` renews those
 * in docs/images; an ordinary run takes them into its own results, so that they can always be taken.
 */
const FOLDER = process.env["RENEW_IMAGES"] === "1" ? "docs/images" : "test-results/images";

test.describe("pictures for the README", () => {
  const maxsight = new Receiver();
  const suffix = Date.now().toString(36);

  test.beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    await maxsight.start();
  });
  test.afterAll(() => maxsight.stop());

  const check = (provider: ApiProvider, demoResult: string) =>
    simulateCheck({
      baseUrl: provider.url,
      secret: provider.secret,
      demoResult,
      receiver: maxsight,
      allowPlainHttp: true,
    });

  test("a list of checks, one check, the overview", async ({ browser }) => {
    const make = (name: string, checkType: string, template: string) =>
      createDemoProvider({
        slug: `${name.toLowerCase().replace(" ", "-")}-${suffix}`,
        name,
        checkType,
        template,
        apiBaseUrl: maxsight.url,
      });
    const identity = await make("Acme Identity", "IDENTITY_CHECK", "ONE_TIME_SYNCHRONOUS");
    const documents = await make("Northern Documents", "DOCUMENT_FETCH", "ONE_TIME_CALLBACK");
    const kyc = await make("Harbour Checks", "INDIVIDUAL_CUSTOM", "ONE_TIME_CALLBACK");
    await check(identity, "ONE_NAME_ADDRESS_DOB_MATCH");
    await check(documents, "DOCUMENT_ALL_PASS");
    await check(identity, "TWO_NAME_ADDRESS_MATCH");
    await check(kyc, "ERROR_ANY_PROVIDER_MESSAGE");
    await check(identity, "NO_MATCHES");
    await check(documents, "DOCUMENT_FORGERY_CHECK_FAILURE");
    await check(identity, "ERROR_CONNECTION_TO_PROVIDER");
    await check(kyc, "ANY");
    await check(documents, "DOCUMENT_NAME_FIELD_DIFFERENT");

    const light = await signedIn(browser, "light");
    await visit(light, "/checks");
    await expect(light.getByRole("row").filter({ hasText: "Northern Documents" }).first()).toBeVisible();
    const dark = await signedIn(browser, "dark");
    await visit(dark, "/checks");
    await expect(dark.getByRole("row").filter({ hasText: "Acme Identity" }).first()).toBeVisible();
    await dark.screenshot({ path: `${FOLDER}/checks-dark.png` });

    await light
      .getByRole("row")
      .filter({ hasText: "Northern Documents" })
      .first()
      .getByRole("link")
      .first()
      .click();
    await expect(light.getByText("POST /checks")).toBeVisible();
    await light.screenshot({ path: `${FOLDER}/check-light.png` });
    await visit(light, "");
    await expect(light.getByRole("heading", { name: "Overview" })).toBeVisible();
    await expect(light.getByText("What changed")).toBeVisible();
    await light.screenshot({ path: `${FOLDER}/overview-light.png` });
    await light.context().close();
    await dark.context().close();
  });
});

async function signedIn(browser: Browser, colorScheme: "light" | "dark"): Promise<Page> {
  const context = await browser.newContext({
    storageState: stack.storageState,
    colorScheme,
    viewport: { width: 1440, height: 900 },
    timezoneId: "UTC",
  });
  return context.newPage();
}
