import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { api } from "./fixtures/api";
import { expectClean, signedInPage } from "./fixtures/clean-page";
import { startLiveCheck } from "./fixtures/live-check";
import { visit } from "./fixtures/visit";

/* A result that Maxsight has not fetched yet is read again by a mended mapping, and asked for again. */
test.describe("the actions of a check", () => {
  const slug = `again-${Date.now().toString(36)}`;
  const asked = { times: 0 };
  let provider: Server;
  let checkPath = "";

  const definition = (baseUrl: string, summary: string) => ({
    slug,
    name: "Quay Registry",
    config: {
      check_type: "INDIVIDUAL_CUSTOM",
      check_template: {
        type: "ONE_TIME_POLLING",
        polling_strategy: { type: "UNIFORM", initial_interval: 5, polling_interval: 10, max_polls: 60 },
      },
      pricing: { supports_reselling: false, maximum_cost: 0 },
      supported_countries: ["GBR"],
      credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
      config: { fields: [] },
    },
    connector: {
      kind: "http",
      base_url: baseUrl,
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: `status = 200 ? { "kind": "result", "result": { "decision": body.decision, "summary": "${summary}" } }`,
        },
      },
    },
  });

  test.beforeAll(async () => {
    provider = createServer((request, response) => {
      request.resume();
      asked.times += 1;
      response.writeHead(200, { "content-type": "application/json" }).end('{"decision":"PASS"}');
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    await api("POST", "/providers", definition(baseUrl, "first reading"));
    const { secret } = (await api("POST", `/providers/${slug}/keys`, {
      environment: "custom",
      api_base_url: baseUrl,
    })) as { secret: string };
    checkPath = `/checks/${await startLiveCheck({ slug, secret }, "result_ready")}`;
    await api("PUT", `/providers/${slug}`, definition(baseUrl, "second reading"));
  });
  test.afterAll(async () => {
    await new Promise((resolve) => provider.close(resolve));
  });

  test("re-run mapping shows the difference, and saves it with a reason", async ({ browser }) => {
    const page = await signedInPage(browser);
    await visit(page, checkPath);
    const dialog = page.getByRole("dialog", { name: "Re-run mapping" });
    await expect(async () => {
      await page.getByRole("button", { name: "Re-run mapping…" }).click({ timeout: 2_000 });
      await expect(dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(dialog.getByText(/read with version 2/)).toBeVisible();
    await expect(dialog.getByLabel("Version")).toHaveValue("2");
    await expectClean(page);
    await dialog.getByLabel("Version").selectOption("1");
    await expect(dialog.getByText("This version says the same as the stored result.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Save this result" })).toBeDisabled();
    await dialog.getByLabel("Version").selectOption("2");
    await expect(dialog.getByText(/read with version 2/)).toBeVisible();
    await dialog.getByRole("button", { name: "Save this result" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why");
    await dialog.getByLabel("Reason").fill("The summary was wrong");
    await dialog.getByRole("button", { name: "Save this result" }).click();
    await expect(page.getByText("Saved as version 2 reads it")).toBeVisible();
    expect(asked.times).toBe(1);
    await page.context().close();
  });

  test("call provider again says what it costs, wants a reason, and calls once", async ({ browser }) => {
    const page = await signedInPage(browser);
    await visit(page, checkPath);
    const dialog = page.getByRole("dialog", { name: "Call the provider again" });
    await expect(async () => {
      await page.getByRole("button", { name: "Call provider again…" }).click({ timeout: 2_000 });
      await expect(dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(dialog).toContainText("it may bill");
    await expectClean(page);
    await dialog.getByRole("button", { name: "Call provider" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why");
    await dialog.getByLabel("Reason").fill("The registry was corrected");
    await dialog.getByRole("button", { name: "Call provider" }).click();
    await expect(page.getByText("The provider was called")).toBeVisible();
    expect(asked.times).toBe(2);
    await page.context().close();
  });
});
