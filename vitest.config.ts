import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isLostSocketEcho } from "./lib/db/lost-socket";

const root = fileURLToPath(new URL(".", import.meta.url));
const ignored = ["**/node_modules/**", "**/.next/**", "**/.gatehouse*/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    reporters: ["default"],
    // Tests that kill Postgres hear the driver's stray echo, as the processes do; see lib/db/lost-socket.ts.
    onUnhandledError: (error) => (isLostSocketEcho(error) ? false : undefined),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...ignored, "**/*.integration.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude: ignored,
          globalSetup: ["lib/db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
