import { type Browser, expect, type Page, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { createDemoProvider } from "./fixtures/api";
import { expectClean } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * Every page as people meet it: both themes, wide and on a phone, clean for assistive technology, and nothing wider than
 * the screen.
 */
const SIZES = [
  { name: "wide", width: 1440, height: 1000 },
  { name: "phone", width: 390, height: 844 },
];
const THEMES = ["light", "dark"] as const;

let checkPath = "";
let providerPath = "";

test.beforeAll(async ({ browser }) => {
  const maxsight = new Receiver();
  await maxsight.start();
  const slug = `long-name-${Date.now().toString(36)}`;
  const provider = await createDemoProvider({
    slug,
    name: "Bundesdruckerei Rechtsschutzversicherung GmbH",
    checkType: "INDIVIDUAL_CUSTOM",
    template: "ONE_TIME_CALLBACK",
    apiBaseUrl: maxsight.url,
  });
  for (const demoResult of ["ANY", "ERROR_ANY_PROVIDER_MESSAGE"]) {
    await simulateCheck({
      baseUrl: provider.url,
      secret: provider.secret,
      demoResult,
      receiver: maxsight,
      allowPlainHttp: true,
    });
  }
  await maxsight.stop();
  providerPath = `/providers/${slug}`;
  const page = await open(browser, "light", { width: 1440, height: 1000 });
  await visit(page, "/checks");
  const link = page.getByRole("row").filter({ hasText: "Bundesdruckerei" }).getByRole("link").first();
  checkPath = ((await link.getAttribute("href")) ?? "").replace(`/${stack.tenant}`, "");
  await page.context().close();
});

async function open(
  browser: Browser,
  colorScheme: "light" | "dark",
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({
    storageState: stack.storageState,
    colorScheme,
    viewport,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

const PAGES: { name: string; path: () => string; heading: RegExp }[] = [
  { name: "overview", path: () => "", heading: /Overview/ },
  { name: "checks", path: () => "/checks", heading: /Checks/ },
  { name: "a check", path: () => checkPath, heading: /Check/ },
  { name: "notifications", path: () => "/notifications", heading: /Notifications/ },
  { name: "breakers", path: () => "/breakers", heading: /Breakers/ },
  { name: "providers", path: () => "/providers", heading: /Providers/ },
  { name: "register provider", path: () => "/providers/new", heading: /Register provider/ },
  { name: "a provider", path: () => providerPath, heading: /Bundesdruckerei/ },
];

for (const theme of THEMES) {
  for (const size of SIZES) {
    test(`pages are clean, ${theme} and ${size.name}`, async ({ browser }) => {
      const page = await open(browser, theme, size);
      for (const { name, path, heading } of PAGES) {
        await test.step(name, async () => {
          await visit(page, path());
          await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
          await expectClean(page);
        });
      }
      await page.context().close();
    });
  }
}

test("a stranger is sent to sign in, and another tenant's pages do not exist", async ({ browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await visit(page, "/checks");
  await expect(page).toHaveURL(/\/sign-in/);
  await stranger.close();
  const member = await open(browser, "light", { width: 1440, height: 1000 });
  const answer = await member.goto(`${stack.url}/some-other-tenant/checks`);
  expect(answer?.status()).toBe(404);
  await member.context().close();
});
