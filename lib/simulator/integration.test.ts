import { describe, expect, it } from "vitest";
import { buildInput, imageIdsOf } from "./build-input";
import { defaultConfig, describeIntegration, sampleCredentials } from "./integration";

const read = (config: Record<string, unknown>) =>
  describeIntegration({ provider_name: "Acme Identity" }, config);

describe("an integration is read in every shape", () => {
  it("with bare arrays of fields", () => {
    const integration = read({
      credentials: [{ type: "string", name: "user", label: "User" }],
      config: [{ type: "boolean", name: "strict", label: "Strict", default: true }],
    });
    expect(defaultConfig(integration)).toEqual({ strict: true });
    expect(sampleCredentials(integration)).toEqual({ user: "sample-user" });
  });

  it("with a missing default, which is sent as null", () => {
    expect(
      defaultConfig(read({ config: { fields: [{ type: "string", name: "mode", label: "Mode" }] } })),
    ).toEqual({ mode: null });
  });

  it.each([
    [{ type: "ONE_TIME_CALLBACK" }, 60_000, 60_000],
    [{ type: "ONE_TIME_CALLBACK", timeout: 20 }, 20_000, 20_000],
    [{ type: "ONE_TIME_CALLBACK", request_timeout: 15, callback_timeout: 16 }, 15_000, 16_000],
    [
      {
        type: "ONE_TIME_CALLBACK",
        request_timeout: 15,
        request_timeouts: { default: 60, start: 120 },
        callback_timeouts: { default: 240 },
      },
      120_000,
      240_000,
    ],
  ])("with timeouts as in %o", (template, startMs, callbackMs) => {
    const { plan } = read({ check_template: template });
    expect([plan.requestTimeoutMs("start"), plan.callbackTimeoutMs]).toEqual([startMs, callbackMs]);
  });

  it("with nothing at all", () => {
    expect(read({})).toMatchObject({
      checkType: "",
      countries: [],
      features: [],
      configFields: [],
      plan: { type: "" },
    });
  });
});

describe("the sample input", () => {
  it("is about a person in a supported country", () => {
    const input = buildInput(read({ check_type: "IDENTITY_CHECK", supported_countries: ["FRA", "DEU"] }));
    expect(input).toMatchObject({
      entity_type: "INDIVIDUAL",
      address_history: [{ address: { country: "FRA" } }],
    });
  });

  it("is about a company where the check is", () => {
    const input = buildInput(read({ check_type: "COMPANY_DATA", supported_countries: ["FRA"] }));
    expect(input).toMatchObject({ entity_type: "COMPANY", metadata: { country_of_incorporation: "FRA" } });
  });

  it("has images to verify, or one placeholder to fetch", () => {
    expect(imageIdsOf(buildInput(read({ check_type: "DOCUMENT_VERIFICATION" })))).toHaveLength(1);
    const fetched = buildInput(read({ check_type: "DOCUMENT_FETCH" }));
    expect(fetched["documents"]).toMatchObject([{ document_type: "UNKNOWN", category: "PROOF_OF_IDENTITY" }]);
    expect(imageIdsOf(fetched)).toEqual([]);
  });
});
