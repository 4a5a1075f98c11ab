import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck } from "@/lib/simulator/run-check";
import { type ApiProvider, createDemoProvider } from "./fixtures/api";
import { expectClean, signedInPage } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * Pages that are looked at follow what happens without being loaded again, whether they can be told of it or have to
 * ask, and nothing on them jumps.
 */
const suffix = Date.now().toString(36);

test.describe("live pages", () => {
  const maxsight = new Receiver();
  let refusing: Server;
  let broken: Server;
  let followed: ApiProvider;
  const answers = { refusing: 404, broken: 503 };

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    await maxsight.start();
    refusing = await startAnswering(() => answers.refusing);
    broken = await startAnswering(() => answers.broken);
    followed = await callbackProvider("followed", maxsight.url);
    expect((await run(followed)).state).toBe("completed");
    expect((await run(followed)).state).toBe("completed");
  });
  test.afterAll(async () => {
    await maxsight.stop();
    await Promise.all([refusing, broken].map((server) => new Promise((resolve) => server.close(resolve))));
  });

  const run = (provider: ApiProvider, callbackDeadlineMs = 20_000) =>
    simulateCheck({
      baseUrl: provider.url,
      secret: provider.secret,
      demoResult: "ANY",
      receiver: maxsight,
      allowPlainHttp: true,
      callbackDeadlineMs,
    });

  test("a new check waits behind a pill until somebody asks for it", async ({ browser }) => {
    const page = await follow(browser, `/checks?provider=${followed.slug}`);
    await expect(rows(page)).toHaveCount(2);
    await run(followed);
    const pill = page.getByRole("button", { name: "1 new" });
    await expect(pill).toBeVisible();
    await expect(rows(page)).toHaveCount(2);
    // Said once for who does not see it, and not again with every step of the check.
    await expect(page.getByRole("status").filter({ hasText: "1 new check" })).toHaveCount(1);
    await pill.click();
    await expect(rows(page)).toHaveCount(3);
    await expect(pill).toHaveCount(0);
    await expect(rows(page).first()).toContainText("Finished");
    await page.context().close();
  });

  test("a row that is shown changes in its place", async ({ browser }) => {
    const page = await follow(browser, `/notifications?provider=${followed.slug}`);
    await expect(rows(page)).not.toHaveCount(0);
    const before = await rows(page).count();
    const running = run(followed);
    await page.getByRole("button", { name: "1 new" }).click();
    await expect(rows(page)).toHaveCount(before + 1);
    await running;
    await expect(rows(page).first()).toContainText("Fetched");
    await page.context().close();
  });

  test("without a stream the page asks by itself", async ({ browser }) => {
    const page = await signedInPage(browser);
    await page.route(`**/api/live/${stack.tenant}`, (route) => route.abort());
    await visit(page, `/checks?provider=${followed.slug}`);
    await expect(page.locator("[data-live=polling]")).toBeVisible();
    await expect(rows(page)).not.toHaveCount(0);
    const before = await rows(page).count();
    await run(followed);
    await expect(page.getByRole("button", { name: "1 new" })).toBeVisible({ timeout: 30_000 });
    await expect(rows(page)).toHaveCount(before);
    await page.context().close();
  });

  test("the badge counts what needs a person as the overview does", async ({ browser }) => {
    const refused = await callbackProvider("refused", `http://127.0.0.1:${portOf(refusing)}`);
    const page = await follow(browser, "");
    const badge = page.getByRole("link", { name: /^Needs attention/ }).first();
    const before = numberIn(await badge.innerText());
    await run(refused, 500);
    await expect(async () => expect(numberIn(await badge.innerText())).toBeGreaterThan(before)).toPass({
      timeout: 30_000,
    });
    await page.reload();
    const tile = page.getByRole("main").getByRole("listitem").filter({ hasText: "Needs attention" });
    await expect(async () => {
      expect(numberIn((await tile.innerText()).replace("Needs attention", ""))).toBe(
        numberIn(await badge.innerText()),
      );
    }).toPass();
    await page.context().close();
  });

  test("an open breaker is said on every page, and closed by hand with its history in view", async ({
    browser,
  }) => {
    const failing = await callbackProvider("failing", `http://127.0.0.1:${portOf(broken)}`);
    const page = await follow(browser, "/providers");
    await Promise.all(Array.from({ length: 12 }, () => run(failing, 500)));
    const notices = page.getByRole("region", { name: "System notices" });
    await expect(notices).toContainText(`127.0.0.1:${portOf(broken)} callback host breaker open`, {
      timeout: 45_000,
    });
    await notices.getByRole("link", { name: "See and close" }).first().click();
    const card = page.getByRole("region", { name: `127.0.0.1:${portOf(broken)} callback host` });
    await expect(card).toContainText("Open");
    await expect(card).toContainText("calls failed within 5 min");
    await expectClean(page);
    answers.broken = 200;
    await card.getByRole("button", { name: "Close by hand…" }).click();
    await page.getByLabel("Reason").fill("Maxsight is back");
    await page.getByRole("dialog").getByRole("button", { name: "Close breaker" }).click();
    await expect(card.getByRole("listitem").filter({ hasText: "Closed" })).toContainText(stack.owner.email);
    await expect(notices.filter({ hasText: `:${portOf(broken)} callback host` })).toHaveCount(0);
    await page.context().close();
  });

  test("keys: help, a link, and the way through a list", async ({ browser }) => {
    const page = await follow(browser, `/checks?provider=${followed.slug}`);
    await expect(rows(page)).not.toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toContainText("Resend the notification");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/checks\/[0-9a-f-]{36}$/);
    const first = page.url();
    await page.keyboard.press("]");
    await expect(page).not.toHaveURL(first);
    await page.keyboard.press("[");
    await expect(page).toHaveURL(first);
    await expect(page.getByRole("button", { name: "Resend notification…" })).toBeVisible();
    await page.keyboard.press("r");
    await expect(page.getByRole("dialog", { name: "Resend notification" })).toBeVisible();
    await page.context().close();
  });

  test("nobody follows a tenant without being its member", async ({ browser, request }) => {
    expect((await request.get(`${stack.url}/api/live/${stack.tenant}`)).status()).toBe(401);
    expect((await request.get(`${stack.url}/api/live/${stack.tenant}/facts`)).status()).toBe(401);
    const page = await signedInPage(browser);
    expect((await page.request.get(`${stack.url}/api/live/no-such-tenant`)).status()).toBe(404);
    expect((await page.request.get(`${stack.url}/api/live/no-such-tenant/facts`)).status()).toBe(404);
    await page.context().close();
  });
});

const rows = (page: Page) => page.locator("[data-row-id]");
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const numberIn = (text: string) => Number((/[\d,]+/.exec(text)?.[0] ?? "0").replaceAll(",", ""));

/** A page that is told of changes. */
async function follow(browser: Browser, path: string): Promise<Page> {
  const page = await signedInPage(browser);
  await visit(page, path);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  return page;
}

function callbackProvider(name: string, apiBaseUrl: string): Promise<ApiProvider> {
  return createDemoProvider({
    slug: `live-${name}-${suffix}`,
    name: `Live ${name} ${suffix}`,
    checkType: "INDIVIDUAL_CUSTOM",
    template: "ONE_TIME_CALLBACK",
    apiBaseUrl,
  });
}

/** A Maxsight that answers everything alike. */
async function startAnswering(status: () => number): Promise<Server> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(status(), { "content-type": "application/json" }).end('{"errors":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
