import { expect, type Page, test } from "@playwright/test";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { expectClean, expectCleanEverywhere, signedInPage } from "./fixtures/clean-page";
import { stack } from "./fixtures/stack";
import { visit } from "./fixtures/visit";

/* Why a call was refused: a pasted request is taken apart, and each cause has its own words. */
test.describe("the signature debugger", () => {
  const UNKNOWN = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  const BODY = '{"id":"7d0f2c4e-0000-4000-8000-000000000000"}';
  const provider = () => stack.providers[0] ?? { slug: "", url: "", secret: "", template: "" };
  const target = () => `/p/${provider().slug}/checks`;

  function sign(signingKey: SigningKey, nowMs = Date.now()): Record<string, string> {
    return signRequest({
      method: "POST",
      target: target(),
      host: new URL(stack.url).host,
      body: Buffer.from(BODY),
      signingKey,
      nowMs,
    });
  }

  const asText = (headers: Record<string, string>, body = BODY, path = target()): string =>
    [
      `POST ${path} HTTP/1.1`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
    ].join("\n");

  async function explain(page: Page, text: string): Promise<void> {
    const headers = page.getByLabel("Headers");
    const signature = /signature="([^"]+)/.exec(text)?.[1] ?? "";
    // Until the page is alive nobody listens to a paste.
    await expect(async () => {
      await headers.evaluate((field, pasted) => {
        const data = new DataTransfer();
        data.setData("text/plain", pasted);
        field.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, text);
      expect(await headers.inputValue()).toContain(signature);
    }).toPass();
    await page.getByRole("button", { name: "Explain signature" }).click();
  }

  test("tells a good one, a wrong clock, an altered body, a rewritten path and an unknown key apart", async ({
    browser,
  }) => {
    const page = await signedInPage(browser);
    await visit(page, `/signature?provider=${provider().slug}`);
    await expect(page.getByText("Nothing verified yet")).toBeVisible();
    const key = parseSecret(provider().secret);
    await explain(page, asText(sign(key)));
    await expect(page.getByText("Signed rightly, with a key that is known")).toBeVisible();
    await expect(page.getByText("current custom key")).toBeVisible();
    await expect(page.getByLabel("canonical string", { exact: true })).toContainText(
      `(request-target): post ${target()}`,
    );

    const old = new Date(Date.now() - 600_000);
    await explain(page, asText(sign(key, old.getTime())));
    await expect(page.getByText("more than 30 seconds away from our clock")).toBeVisible();
    await expect(page.getByText(/60[01] s behind/)).toBeVisible();
    await page.getByLabel("Arrived at").fill(old.toISOString());
    await page.getByRole("button", { name: "Explain signature" }).click();
    await expect(page.getByText("Signed rightly, with a key that is known")).toBeVisible();
    await page.getByLabel("Arrived at").fill("");

    await explain(page, asText(sign(key), BODY.replace("id", "ID")));
    await expect(page.getByText("The body received is not the one that was signed")).toBeVisible();
    await explain(page, asText(sign(key), BODY, `/gateway${target()}`));
    await expect(page.getByText("a proxy changed the path")).toBeVisible();
    await expect(page.getByText("Signed path")).toBeVisible();
    await explain(page, asText(sign(UNKNOWN)));
    await expect(page.getByText("The key id belongs to none of this provider's keys.")).toBeVisible();
    await expect(page.getByText("no key of this provider").first()).toBeVisible();
    await expectClean(page);
    await page.context().close();
  });

  test("counts refused calls in a sentence", async ({ browser }) => {
    for (let call = 0; call < 14; call += 1) {
      const answer = await fetch(`${stack.url}${target()}`, {
        method: "POST",
        headers: sign(UNKNOWN),
        body: BODY,
      });
      expect(answer.status).toBe(401);
    }
    const page = await signedInPage(browser);
    await expect(async () => {
      await visit(page, `/signature?provider=${provider().slug}`);
      await expect(page.getByText("Maxsight called 14 times with a key we do not know")).toBeVisible({
        timeout: 1_000,
      });
    }).toPass();
    await expect(page.getByText("AAECAwQF")).toBeVisible();
    await page.context().close();
  });

  test("is clean in both themes, wide and on a phone", async ({ browser }) => {
    test.slow();
    // A page that streams holds its parts twice for a moment, once hidden.
    await expectCleanEverywhere(browser, `/signature?provider=${provider().slug}`, (page) =>
      expect(page.getByText("Maxsight called 14 times").filter({ visible: true })).toBeVisible(),
    );
  });
});
