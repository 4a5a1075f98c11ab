import { describe, expect, it } from "vitest";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { ConnectorCall } from "../connector";
import { createDemoConnector } from "./demo-connector";

const document = parseConfigDocument({
  check_type: "INDIVIDUAL_CUSTOM",
  check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
  pricing: { supports_reselling: false, maximum_cost: 0 },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
  config: { fields: [] },
});

function callOf(demoResult: string | null): ConnectorCall {
  return {
    document,
    input: {
      entity_type: "INDIVIDUAL",
      personal_details: { name: { given_names: ["Ada"], family_name: "Smith" } },
    },
    config: {},
    credentials: null,
    secrets: {},
    customData: {},
    demoResult,
    idempotencyKey: "check-1",
    deadlineMs: 60_000,
    nowMs: 0,
  };
}

describe("the demo connector", () => {
  it("answers a demo value at once and makes no call", async () => {
    const answered = await createDemoConnector().start(callOf("ERROR_INVALID_CREDENTIALS"));
    expect(answered).toMatchObject({
      outcome: { kind: "errors", errors: [{ type: "INVALID_CREDENTIALS" }] },
      exchanges: [],
      transient: null,
    });
  });

  it("answers a live check of a demo provider with its default result", async () => {
    const any = await createDemoConnector().start(callOf(null));
    expect(any.outcome).toMatchObject({
      kind: "result",
      providerData: "Demo result. Did not make request to provider.",
    });
    const chosen = await createDemoConnector({ defaultResult: "ERROR_ANY_PROVIDER_MESSAGE" }).start(
      callOf(null),
    );
    expect(chosen.outcome).toMatchObject({ kind: "errors", errors: [{ type: "PROVIDER_MESSAGE" }] });
  });

  it("does not know every value", async () => {
    const { outcome } = await createDemoConnector().start(callOf("TELEPATHY"));
    expect(outcome).toMatchObject({ errors: [{ type: "UNSUPPORTED_DEMO_RESULT" }] });
  });
});
