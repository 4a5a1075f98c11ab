import { expect, it } from "vitest";
import { simulateCommand } from "./simulate-command";

const PLAN = {
  url: "http://127.0.0.1:4400/p/acme-identity/",
  demoResult: "ANY",
  hasInput: false,
  hasCredentials: false,
  checks: 1,
  timeScale: 1,
  deadlineSeconds: 900,
  faults: [],
  port: null,
};

it("says no more than what differs from the command's own defaults", () => {
  expect(simulateCommand(PLAN)).toBe(
    [
      "npm run -s gatehouse -- simulate http://127.0.0.1:4400/p/acme-identity/",
      '--secret "$SECRET"',
      "--demo ANY",
    ].join(" \\\n  "),
  );
});

it("says everything that was chosen, and never a secret", () => {
  expect(
    simulateCommand({
      ...PLAN,
      url: "https://integration.example/it's/",
      demoResult: null,
      hasInput: true,
      hasCredentials: true,
      checks: 3,
      timeScale: 0.1,
      deadlineSeconds: 60,
      faults: ["callback-500=2", "replay"],
      port: 4455,
    }),
  ).toBe(
    [
      String.raw`npm run -s gatehouse -- simulate 'https://integration.example/it'\''s/'`,
      '--secret "$SECRET"',
      "--live",
      "--input input.json",
      "--credentials credentials.json",
      "--checks 3",
      "--time-scale 0.1",
      "--deadline 60",
      "--port 4455",
      "--fault callback-500=2",
      "--fault replay",
    ].join(" \\\n  "),
  );
});
