import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTemplateOf, OFFERED_CHECK_TEMPLATES, templateTimings } from "./check-template";
import { COUNTRIES, isCountry } from "./countries";
import { apiBaseUrlOf, MAXSIGHT_PATHS } from "./environment";

describe("templateTimings reads every form of PROTOCOL 6.3", () => {
  it("synchronous", () => {
    expect(templateTimings({ timeout: 25 }).timeoutSeconds).toBe(25);
    expect(templateTimings({ timeout: null }).timeoutSeconds).toBe(60);
    expect(templateTimings({}).timeoutSeconds).toBe(60);
  });

  it("callback: phase, default, singular, the timeout of 2020, 60", () => {
    const both = {
      request_timeouts: { default: 60, start: 120 },
      request_timeout: 15,
      callback_timeouts: { default: 240 },
    };
    expect(templateTimings(both).requestTimeoutSeconds("start")).toBe(120);
    expect(templateTimings(both).requestTimeoutSeconds("complete")).toBe(60);
    expect(templateTimings(both).callbackTimeoutSeconds()).toBe(240);
    expect(templateTimings({ request_timeout: 15 }).requestTimeoutSeconds("start")).toBe(15);
    expect(templateTimings({ timeout: 30 }).callbackTimeoutSeconds()).toBe(30);
    expect(templateTimings({}).requestTimeoutSeconds("constructor")).toBe(60);
  });

  it("polling: an object, flattened, or the reference's numbers", () => {
    const numbers = { initial_interval: 0, polling_interval: 5, max_polls: 3 };
    const expected = { initialIntervalSeconds: 0, pollingIntervalSeconds: 5, maxPolls: 3 };
    expect(templateTimings({ polling_strategy: { type: "UNIFORM", ...numbers } })).toMatchObject(expected);
    expect(templateTimings({ polling_strategy: "UNIFORM", ...numbers })).toMatchObject(expected);
    expect(templateTimings({})).toMatchObject({
      initialIntervalSeconds: 120,
      pollingIntervalSeconds: 30,
      maxPolls: 10,
    });
    expect(templateTimings({ monitoring_strategy: { update_interval: 7 } }).updateIntervalSeconds).toBe(7);
  });

  it("never throws and always gives usable numbers", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (template, phase) => {
        const timings = templateTimings(template);
        expect(timings.requestTimeoutSeconds(phase)).toBeGreaterThan(0);
        expect(timings.maxPolls).toBeGreaterThan(0);
      }),
    );
  });

  it("names the template, also a legacy one, and offers the four of today", () => {
    expect(checkTemplateOf({ type: "MONITORED_POLLING", anything: 1 })).toBe("MONITORED_POLLING");
    expect(checkTemplateOf({ type: "SOMETIMES" })).toBeNull();
    expect(checkTemplateOf(null)).toBeNull();
    expect(OFFERED_CHECK_TEMPLATES).not.toContain("MONITORED_POLLING");
  });
});

describe("countries and environments", () => {
  it("knows the 253 codes of PROTOCOL 21", () => {
    expect(new Set(COUNTRIES).size).toBe(253);
    expect(["GBR", "RKS", "XXX", "UNK", "ZZZ"].every(isCountry)).toBe(true);
    expect(["GB", "gbr", "XYZ", "", null].some(isCountry)).toBe(false);
  });

  it("knows where each environment is", () => {
    expect(apiBaseUrlOf("eu-staging")).toBe("https://api.stg-eu.maxsight.com");
    expect(apiBaseUrlOf("custom", "http://127.0.0.1:9//")).toBe("http://127.0.0.1:9");
    expect(apiBaseUrlOf("custom", null)).toBeNull();
    expect(MAXSIGHT_PATHS.image("a/b")).toBe("/integrations/v1/images/a%2Fb");
  });
});
