import { expect, test } from "@playwright/test";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/*
 * What a browser is told and what it holds: headers of pages, flags of cookies, actions that only our own pages may call.
 */
test.describe("signed in", () => {
  test.use({ storageState: stack.storageState });

  test("pages load nothing from elsewhere, are framed by nobody and break none of their own rules", async ({
    page,
  }) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/content.security.policy/i.test(message.text())) complaints.push(message.text());
    });
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== new URL(stack.url).origin && !request.url().startsWith("data:"))
        elsewhere.push(request.url());
    });
    for (const path of ["", "/checks", "/providers", "/attention", "/simulator", "/signature"]) {
      const answer = await visit(page, path);
      const headers = answer?.headers() ?? {};
      expect(headers["content-security-policy"]).toContain("default-src 'self'");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("same-origin");
      expect(headers["x-powered-by"]).toBeUndefined();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  test("the session is no script's to read and no other site's to send", async ({ context }) => {
    const cookies = (await context.cookies()).filter(({ name }) => name.includes("session-token"));
    expect(cookies).not.toEqual([]);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  });

  test("an action called from another origin is refused", async ({ page }) => {
    await visit(page, "/checks");
    const called = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").last().fill("acme");
    const action = await called;
    const send = (origin: string) =>
      page.request.post(action.url(), {
        headers: {
          "next-action": action.headers()["next-action"] ?? "",
          "content-type": action.headers()["content-type"] ?? "",
          origin,
        },
        data: action.postDataBuffer() ?? "",
      });
    expect((await send(new URL(stack.url).origin)).status()).toBe(200);
    expect((await send("https://evil.example")).status()).toBeGreaterThanOrEqual(400);
  });

  test("a tenant one does not belong to is not found", async ({ page }) => {
    const answer = await page.goto(`${stack.url}/somebody-else/checks`);
    expect(answer?.status()).toBe(404);
  });
});

test("without a session there is only the sign-in, which leads nowhere else", async ({ page }) => {
  await visit(page, "/checks");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  const metrics = await page.request.get(`${stack.url}/metrics`, {
    headers: { "x-forwarded-for": "203.0.113.9" },
  });
  expect(metrics.status()).toBe(404);
});
