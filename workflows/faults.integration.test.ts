import { describe, expect, it } from "vitest";
import { parseFaults } from "@/lib/simulator/faults";
import { CHECK_TYPES } from "@/lib/protocol/check-type";
import { validateIntegration } from "@/lib/validation/validate-integration";
import { useWorld } from "@/lib/temporal/testing/world";

/*
 * Maxsight's side misbehaves against the whole of Gatehouse: every template meets every fault that concerns it
 * (PROTOCOL 15, 19), and every check type passes the suite with every template (PROTOCOL 13, 14.2).
 */
const world = useWorld();

const POLLING = { type: "UNIFORM", initial_interval: 1, polling_interval: 1, max_polls: 30 };
const TEMPLATES = {
  ONE_TIME_SYNCHRONOUS: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
  ONE_TIME_POLLING: { type: "ONE_TIME_POLLING", polling_strategy: POLLING },
  ONE_TIME_CALLBACK: { type: "ONE_TIME_CALLBACK" },
  MONITORED_CALLBACK: { type: "MONITORED_CALLBACK" },
} as const;
const EVERY = [
  "ONE_TIME_SYNCHRONOUS",
  "ONE_TIME_POLLING",
  "ONE_TIME_CALLBACK",
  "MONITORED_CALLBACK",
] as const;
const WITH_CALLBACK = ["ONE_TIME_CALLBACK", "MONITORED_CALLBACK"] as const;

const newDemoProvider = (template: keyof typeof TEMPLATES, checkType = "INDIVIDUAL_CUSTOM") =>
  world.newProvider({
    config: { check_template: TEMPLATES[template], check_type: checkType },
    connector: { kind: "demo" },
  });

async function play(template: keyof typeof TEMPLATES, ...faults: string[]) {
  return world.simulate(await newDemoProvider(template), {
    demoResult: "ANY",
    timeScale: 0.2,
    faults: parseFaults(faults),
  });
}

describe.each(EVERY)("%s", (template) => {
  it("takes every variation that Maxsight may send", async () => {
    const result = await play(
      template,
      "date-suffix=UTC",
      "hmac-sha256",
      "drop-final-quote",
      "host-unsigned",
      "unknown-members",
      "clock-offset=20",
      "slow-body=0.2",
    );
    expect(result).toMatchObject({ state: "completed", errors: [], findings: [] });
  });

  it("answers twice as once what is sent twice", async () => {
    const again = ["duplicate-start", "duplicate-ready", "duplicate-complete"];
    expect(await play(template, ...again)).toMatchObject({ state: "completed", errors: [], findings: [] });
  });

  it("takes the same signed request again", async () => {
    expect(await play(template, "replay")).toMatchObject({ state: "completed", findings: [] });
  });

  it.each(["wrong-signature", "wrong-digest", "clock-offset=-60", "clock-offset=60"])(
    "refuses %s",
    async (fault) => {
      const result = await play(template, fault);
      expect(result.state).toBe("protocol_error");
      expect(result.reason).toContain("answered 401");
    },
  );
});

describe.each(WITH_CALLBACK)("%s", (template) => {
  it.each([
    ["callback-500=1"],
    ["lost-acknowledgement=1"],
    ["late-ready=1"],
    ["skip-ready"],
    ["early-complete"],
  ])("comes to its end with %s", async (fault) => {
    expect(await play(template, fault)).toMatchObject({ state: "completed", errors: [] });
  });
});

describe("the validation suite", () => {
  // Every check type once and every template at least twice; all 36 pairs take five minutes.
  const pairs = CHECK_TYPES.map(
    (checkType, at) => [checkType, EVERY[at % EVERY.length] ?? EVERY[0]] as const,
  );
  it.each(pairs)(
    "is green for %s with %s",
    async (checkType, template) => {
      const provider = await newDemoProvider(template, checkType);
      const report = await validateIntegration({
        baseUrl: `${world.door.origin}/p/${provider.slug}/`,
        secret: provider.secret,
        receiver: world.receiver,
        timeScale: 0.2,
        callbackDeadlineMs: 60_000,
        allowPlainHttp: true,
      });
      const failed = report.tests.filter(({ outcome }) => outcome === "failed");
      expect(failed.map(({ id, received }) => [id, received])).toEqual([["V4.https", "http:"]]);
    },
    120_000,
  );
});
