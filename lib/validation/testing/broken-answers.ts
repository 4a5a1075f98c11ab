import type { BrokenIntegration } from "./broken-integration";
import { alterJson, alterResult, answerWith, without } from "./defects";

const CALLBACK = "ONE_TIME_CALLBACK";
const MONITORED = "MONITORED_CALLBACK";
const POLLING = "ONE_TIME_POLLING";

/** Defects that the groups Demo checks and Template find. */
export const BROKEN_DEMO: BrokenIntegration[] = [
  {
    defect: "ERROR_INVALID_CREDENTIALS is answered with a result",
    options: {
      alter: alterResult("ERROR_INVALID_CREDENTIALS", (json) => ({
        ...json,
        errors: [],
        result: { decision: "PASS", summary: "Fine." },
      })),
    },
    fails: ["V30.ERROR_INVALID_CREDENTIALS"],
  },
  {
    defect: "a required demo result is not supported",
    options: {
      checkType: "IDENTITY_CHECK",
      alter: alterResult("NO_MATCHES", () => ({
        errors: [{ type: "UNSUPPORTED_DEMO_RESULT", message: "No." }],
        warnings: [],
      })),
    },
    fails: ["V30.NO_MATCHES"],
  },
  {
    defect: "NO_MATCHES has matches",
    options: {
      checkType: "IDENTITY_CHECK",
      alter: alterResult("NO_MATCHES", (json) => ({
        ...json,
        check_output: {
          entity_type: "INDIVIDUAL",
          electronic_id_check: {
            matches: [
              { count: 2, database_name: "Roll", database_type: "CIVIL", matched_fields: ["FORENAME"] },
            ],
          },
        },
      })),
    },
    fails: ["V30.NO_MATCHES"],
  },
  {
    defect: "the decision of one demo result is none of the five",
    options: {
      checkType: "COMPANY_CUSTOM",
      alter: alterResult("ANY", (json) => ({ ...json, result: { decision: "MAYBE", summary: "?" } })),
    },
    fails: ["V30.ANY"],
  },
  {
    defect: "entity_type is wrong",
    options: {
      checkType: "IDENTITY_CHECK",
      alter: alterResult("ONE_NAME_ADDRESS_MATCH", (json) => ({
        ...json,
        check_output: { ...Object(json["check_output"]), entity_type: "COMPANY" },
      })),
    },
    fails: ["V30.ONE_NAME_ADDRESS_MATCH"],
  },
  {
    defect: "an unknown demo result is treated as live",
    options: {
      alter: alterResult("SOME_RESULT_OF_A_LATER_VERSION", () => ({
        errors: [{ type: "PROVIDER_MESSAGE", message: "Live." }],
        warnings: [],
      })),
    },
    fails: ["V50"],
  },
  {
    defect: "an error is answered with status 500",
    options: {
      alter: (operation, answer, { check }) =>
        operation === "checks" && check?.demoResult === "ERROR_CONNECTION_TO_PROVIDER"
          ? { ...answer, status: 500 }
          : answer,
    },
    fails: ["V51"],
  },
  {
    defect: "charges are sent on the customer's own contract",
    options: { alter: alterResult("ANY", (json) => ({ ...json, charges: [{ amount: 100 }] })) },
    fails: ["V52"],
  },
  {
    defect: "unknown members are refused",
    options: {
      alter: (operation, answer, { request }) =>
        operation === "checks" && "x_unknown_member" in request
          ? { status: 400, json: { errors: [] } }
          : answer,
    },
    fails: ["V53"],
  },
  {
    defect: "credentials are required of resold demo checks",
    options: {
      alter: alterJson("checks", (json, _check, request) =>
        "provider_credentials" in request
          ? json
          : { errors: [{ type: "INVALID_CREDENTIALS", message: "Missing." }], warnings: [] },
      ),
    },
    fails: ["V54"],
  },
];

export const BROKEN_TEMPLATE: BrokenIntegration[] = [
  {
    defect: "provider_id is no UUID",
    options: { template: CALLBACK, alter: alterJson("checks", (json) => ({ ...json, provider_id: "acme" })) },
    fails: ["V60"],
  },
  {
    defect: "the start answer has no reference",
    options: { template: CALLBACK, alter: alterJson("checks", (json) => without(json, "reference")) },
    fails: ["V60"],
  },
  {
    defect: "custom_data is an array",
    options: { template: POLLING, alter: alterJson("checks", (json) => ({ ...json, custom_data: [] })) },
    fails: ["V60"],
  },
  {
    defect: "ready is answered with 500",
    options: { template: CALLBACK, alter: answerWith("ready", { status: 500, json: {} }) },
    fails: ["V61"],
  },
  {
    defect: "no callback is sent",
    options: { template: CALLBACK, alterCallback: () => null },
    fails: ["V62"],
  },
  {
    defect: "the callback is signed with another key",
    options: { template: CALLBACK, callbackKey: { keyId: "AAECAwQF", key: new Uint8Array(32) } },
    fails: ["V62"],
  },
  {
    defect: "the callback names another reference",
    options: {
      template: CALLBACK,
      alterCallback: ({ path, body }) => ({ path, body: { ...body, reference: "another" } }),
    },
    fails: ["V62"],
  },
  {
    defect: "the callback's date ends in UTC",
    options: { template: CALLBACK, callbackDateSuffix: "UTC" },
    fails: ["V62"],
  },
  {
    defect: "a monitored check calls back instead of notifying",
    options: {
      template: MONITORED,
      alterCallback: ({ body }) => ({ path: "/integrations/v1/callbacks", body: without(body, "update_id") }),
    },
    fails: ["V62"],
  },
  {
    defect: "complete is answered with 404",
    options: { template: CALLBACK, alter: answerWith("complete", { status: 404, json: {} }) },
    fails: ["V63"],
  },
  {
    defect: "get_result names no update",
    options: { template: MONITORED, alter: alterJson("get_result", (json) => without(json, "update_id")) },
    fails: ["V63"],
  },
  { defect: "polling never ends", options: { template: POLLING, pendingPolls: 99 }, fails: ["V64"] },
  {
    defect: "files are downloaded with a wrong Content-Type",
    options: {
      checkType: "DOCUMENT_FETCH",
      template: CALLBACK,
      alter: answerWith("download_file", { status: 200, text: "bytes", contentType: "text/plain" }),
    },
    fails: ["V65"],
  },
  {
    defect: "files cannot be downloaded",
    options: {
      checkType: "DOCUMENT_FETCH",
      template: CALLBACK,
      alter: answerWith("download_file", { status: 404, json: { errors: [] } }),
    },
    fails: ["V65"],
  },
  {
    defect: "search is declared and not there",
    options: {
      checkType: "COMPANY_DATA",
      features: ["COMPANY_SEARCH"],
      alter: answerWith("search", { status: 404, json: {} }),
    },
    fails: ["V66", "V66.NO_HITS", "V66.MANY_HITS"],
  },
];
