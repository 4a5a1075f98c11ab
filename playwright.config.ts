import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  // One stack, two cores: specs share them, so they run one after the other.
  workers: 1,
  // Once, because a browser on two busy cores has bad moments. Who passes only then is named at the end of the run: a fault to mend.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    trace: "retain-on-failure",
    viewport: { width: 1440, height: 1000 },
    timezoneId: "UTC",
    launchOptions: {
      ...(chromium === undefined || chromium === "" ? {} : { executablePath: chromium }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
