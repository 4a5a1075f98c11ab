import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CancelChecksRequest,
  CompleteRequest,
  DownloadFileRequest,
  GetResultRequest,
  MonitoredCheckRequest,
  PollRequest,
  ReadyRequest,
  SearchRequest,
  StartCheckRequest,
} from "./requests";

const START = {
  id: "4e496b20-d256-444e-a329-d20c7298e842",
  demo_result: null,
  commercial_relationship: "DIRECT",
  check_input: { entity_type: "INDIVIDUAL" },
  provider_config: {},
  provider_credentials: { api_token: "x123456" },
};
const LATER = {
  id: "2741BA22-D256-444E-A329-D20C7298E842",
  provider_id: "d1d2dc88-d256-444e-a329-d20c7298e842",
  reference: "a59c8eb3/?&",
  commercial_relationship: "PASSFORT",
};

describe("StartCheckRequest", () => {
  it("takes the example of PROTOCOL 10.1 and keeps members nobody documented", () => {
    expect(StartCheckRequest.parse({ ...START, trace: { a: 1 } })).toEqual({ ...START, trace: { a: 1 } });
  });

  it("fills an absent or null provider_config and lets credentials be absent", () => {
    const { provider_config: _, provider_credentials: __, ...bare } = START;
    expect(StartCheckRequest.parse(bare)).toEqual({ ...bare, provider_config: {} });
    expect(StartCheckRequest.parse({ ...bare, provider_config: null, provider_credentials: null })).toEqual({
      ...bare,
      provider_config: {},
      provider_credentials: null,
    });
  });

  it.each(["", "ANY", "ünknown value!", "x".repeat(1000)])("takes the demo value %j", (demo_result) => {
    expect(StartCheckRequest.parse({ ...START, demo_result }).demo_result).toBe(demo_result);
  });

  it("does not look inside check_input, provider_config and provider_credentials", () => {
    const inside = {
      check_input: { entity_type: 5 },
      provider_config: { a: [] },
      provider_credentials: { b: null },
    };
    expect(StartCheckRequest.safeParse({ ...START, ...inside }).success).toBe(true);
  });

  it.each([
    { id: undefined },
    { id: "12345" },
    { id: 5 },
    { commercial_relationship: undefined },
    { commercial_relationship: "FRIENDLY" },
    { check_input: undefined },
    { check_input: [] },
    { check_input: "x" },
    { provider_config: [] },
    { provider_credentials: "secret" },
    { demo_result: 5 },
  ])("refuses %j", (change) => {
    expect(StartCheckRequest.safeParse({ ...START, ...change }).success).toBe(false);
  });
});

describe("later requests", () => {
  it.each([
    ["poll", PollRequest],
    ["ready", ReadyRequest],
    ["complete", CompleteRequest],
    ["get_result", GetResultRequest],
  ])("%s needs both names of the check; custom_data is an object or nothing", (_, schema) => {
    expect(schema.parse(LATER)).toEqual({ ...LATER, custom_data: {}, provider_config: {} });
    expect(schema.parse({ ...LATER, custom_data: null }).custom_data).toEqual({});
    expect(schema.safeParse({ ...LATER, custom_data: [] }).success).toBe(false);
    expect(schema.safeParse({ ...LATER, provider_id: "x" }).success).toBe(false);
    expect(schema.safeParse({ ...LATER, reference: undefined }).success).toBe(false);
  });

  it("cancel_checks names several references", () => {
    const { reference: _, id: __, ...rest } = LATER;
    expect(CancelChecksRequest.parse({ ...rest, references: ["a", "b"] }).references).toEqual(["a", "b"]);
    expect(CancelChecksRequest.safeParse({ ...rest, references: "a" }).success).toBe(false);
  });

  it("download_file says what it wants", () => {
    const request = {
      check_id: LATER.id,
      file_reference: "DEMO-IMAGE-FRONT",
      download_info: { download_type: "FILE", file_type: "VIDEO_FRAME" },
      commercial_relationship: "DIRECT",
    };
    expect(DownloadFileRequest.parse(request)).toEqual({ ...request, custom_data: {}, provider_config: {} });
    expect(
      DownloadFileRequest.safeParse({ ...request, download_info: { download_type: "SONG" } }).success,
    ).toBe(false);
  });

  it("search may come without an id and with an empty state", () => {
    const request = {
      commercial_relationship: "DIRECT",
      search_input: { query: "Moody's", country_of_incorporation: "USA", state_of_incorporation: "" },
    };
    expect(SearchRequest.parse(request)).toEqual({ ...request, provider_config: {} });
  });

  it("the legacy monitored calls need only a reference", () => {
    expect(
      MonitoredCheckRequest.safeParse({ reference: "a", commercial_relationship: "DIRECT" }).success,
    ).toBe(true);
  });
});

it("no request schema throws on any JSON value", () => {
  const schemas = [
    StartCheckRequest,
    PollRequest,
    ReadyRequest,
    CompleteRequest,
    GetResultRequest,
    CancelChecksRequest,
    DownloadFileRequest,
    SearchRequest,
    MonitoredCheckRequest,
  ];
  const members = fc.dictionary(
    fc.constantFrom(...Object.keys({ ...START, ...LATER }), "__proto__"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), members), (value) => {
      for (const schema of schemas) expect(typeof schema.safeParse(value).success).toBe("boolean");
    }),
    { numRuns: 300 },
  );
});
