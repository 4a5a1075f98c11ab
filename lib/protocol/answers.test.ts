import { describe, expect, it } from "vitest";
import {
  cancelAnswer,
  errorAnswer,
  finalAnswer,
  metadataAnswer,
  pollAnswer,
  readyAnswer,
  searchAnswer,
  startAnswer,
} from "./answers";

const PROVIDER_ID = "b0b7611e-c024-4ffb-9f9f-928992bec445";
const ERROR = { type: "PROVIDER_MESSAGE", message: "No." } as const;

describe("answers (PROTOCOL 10)", () => {
  it("metadata", () => {
    expect(metadataAnswer({ providerName: "My Custom Integration" })).toEqual({
      protocol_version: 1,
      provider_name: "My Custom Integration",
    });
  });

  it("start: with a reference, or with errors and none", () => {
    expect(
      startAnswer({ providerId: PROVIDER_ID, reference: "12345", customData: { my_field: 42 } }),
    ).toEqual({
      provider_id: PROVIDER_ID,
      reference: "12345",
      custom_data: { my_field: 42 },
      errors: [],
      warnings: [],
      provider_data: {},
    });
    expect(startAnswer({ providerId: PROVIDER_ID, reference: "12345", errors: [ERROR] })).toEqual({
      provider_id: PROVIDER_ID,
      custom_data: {},
      errors: [ERROR],
      warnings: [],
      provider_data: {},
    });
  });

  it("poll: pending, final, and final for errors", () => {
    const named = { providerId: PROVIDER_ID, reference: "12345" };
    expect(pollAnswer({ ...named, outcome: { kind: "pending" } })).toEqual({
      provider_id: PROVIDER_ID,
      reference: "12345",
      custom_data: {},
      errors: [],
      warnings: [],
      pending: true,
    });
    expect(
      pollAnswer({ ...named, outcome: { kind: "result", output: { entity_type: "INDIVIDUAL" } } }),
    ).toEqual({
      provider_id: PROVIDER_ID,
      reference: "12345",
      check_output: { entity_type: "INDIVIDUAL" },
      errors: [],
      warnings: [],
      provider_data: {},
      pending: false,
    });
    expect(pollAnswer({ ...named, outcome: { kind: "errors", errors: [ERROR] } }).pending).toBe(false);
  });

  it("synchronous: result of a custom check, without names", () => {
    const result = { decision: "PASS", summary: "Found." } as const;
    expect(finalAnswer({ outcome: { kind: "result", result, providerData: "raw" } })).toEqual({
      result,
      errors: [],
      warnings: [],
      provider_data: "raw",
    });
  });

  it("get_result: with the update and resources at the top level", () => {
    const resource = {
      type: "LINK",
      url: "https://example.com/a",
      id: "6f2a4f0e-5d5a-4c39-9d7c-0d6a5b1f3e21",
      label: "A",
    } as const;
    expect(
      finalAnswer({
        providerId: PROVIDER_ID,
        reference: "r",
        outcome: { kind: "result", output: {}, externalResources: [resource], customData: { a: 1 } },
        update: { updateId: "u-1", occurredAt: new Date("1952-01-23T07:37:19.500Z") },
      }),
    ).toEqual({
      provider_id: PROVIDER_ID,
      reference: "r",
      custom_data: { a: 1 },
      check_output: {},
      errors: [],
      warnings: [],
      external_resources: [resource],
      provider_data: {},
      update_id: "u-1",
      occurred_at: "1952-01-23T07:37:19Z",
    });
  });

  it("ready, cancel, search and plain errors always carry errors and warnings", () => {
    expect(readyAnswer()).toEqual({ errors: [], warnings: [] });
    expect(cancelAnswer({ warnings: [ERROR] })).toEqual({ errors: [], warnings: [ERROR] });
    expect(searchAnswer({ candidates: [] })).toEqual({
      search_output: [],
      errors: [],
      warnings: [],
      provider_data: {},
    });
    expect(errorAnswer([ERROR])).toEqual({ errors: [ERROR], warnings: [] });
  });
});
