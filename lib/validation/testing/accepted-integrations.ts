import { alterJson, answerWith, without, withConfig } from "./defects";
import type { ReferenceOptions } from "./reference-options";

/** Ways in which integrations that Maxsight is known to accept differ from the documentation (PROTOCOL 0.1, 20). */
export type AcceptedIntegration = { peculiarity: string; options: ReferenceOptions };

const CALLBACK = "ONE_TIME_CALLBACK";

const isCreation = (operation: string) => operation === "checks";

export const ACCEPTED_INTEGRATIONS: AcceptedIntegration[] = [
  {
    peculiarity: "POST is answered with 201, as a framework does by default",
    options: {
      alter: (operation, answer) =>
        isCreation(operation) && answer.status === 200 ? { ...answer, status: 201 } : answer,
    },
  },
  {
    peculiarity: "JSON comes with a charset",
    options: {
      alter: (_operation, answer) => ({ ...answer, contentType: "application/json; charset=utf-8" }),
    },
  },
  { peculiarity: "responses are signed", options: { signsResponses: true } },
  {
    peculiarity: "timeouts are in plural objects",
    options: {
      template: CALLBACK,
      alter: withConfig({
        check_template: {
          type: CALLBACK,
          request_timeouts: { default: 60, start: 120 },
          callback_timeouts: { default: 240 },
        },
      }),
    },
  },
  {
    peculiarity: "the timeout is the one of 2020",
    options: { template: CALLBACK, alter: withConfig({ check_template: { type: CALLBACK, timeout: 30 } }) },
  },
  {
    peculiarity: "the polling strategy is flattened",
    options: {
      template: "ONE_TIME_POLLING",
      alter: withConfig({
        check_template: {
          type: "ONE_TIME_POLLING",
          polling_strategy: "UNIFORM",
          initial_interval: 1,
          polling_interval: 1,
          max_polls: 5,
        },
      }),
    },
  },
  {
    peculiarity: "the timeout is null",
    options: { alter: withConfig({ check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: null } }) },
  },
  {
    peculiarity: "reselling is offered, as it once could be",
    options: { alter: withConfig({ pricing: { supports_reselling: true, maximum_cost: 100 } }) },
  },
  {
    peculiarity: "options are plain strings, or inside items",
    options: {
      alter: withConfig({
        config: {
          fields: [
            { type: "MultiSelect", name: "region", label: "Region", options: ["EU", "US"], default: "EU" },
            {
              type: "set",
              name: "databases",
              label: "Databases",
              items: { type: "string", options: ["A", "B"] },
              default: ["A"],
            },
          ],
        },
      }),
    },
  },
  {
    peculiarity: "a string field has options and no default, a credential an unofficial type",
    options: {
      alter: withConfig({
        credentials: { fields: [{ type: "required_field", name: "api_key", label: "API key", default: "" }] },
        config: {
          fields: [
            { type: "string", name: "mode", label: "Mode", options: [{ label: "Fast", value: "fast" }] },
          ],
        },
      }),
    },
  },
  {
    peculiarity: "there is no list of features",
    options: { alter: alterJson("config", (config) => without(config, "supported_features")) },
  },
  {
    peculiarity: "errors and warnings are missing when there are none",
    options: {
      alter: alterJson("checks", (json) =>
        isEmpty(json["errors"]) ? without(json, "errors", "warnings") : json,
      ),
    },
  },
  {
    peculiarity: "a warning has only a message",
    options: {
      alter: alterJson("checks", (json) =>
        isEmpty(json["errors"]) ? { ...json, warnings: [{ message: "Slow today." }] } : json,
      ),
    },
  },
  {
    peculiarity: "there is no ready, and the callback comes all the same",
    options: {
      template: CALLBACK,
      alter: answerWith("ready", { status: 404, json: {} }),
      callsBackFromStart: true,
    },
  },
  {
    peculiarity: "ready is answered without a body",
    options: { template: CALLBACK, alter: answerWith("ready", { status: 200, text: "" }) },
  },
  {
    peculiarity: "demo errors are already in the start answer",
    options: {
      template: CALLBACK,
      alter: alterJson("checks", (json, check) =>
        check?.demoResult === "ERROR_INVALID_CREDENTIALS"
          ? { ...without(json, "reference"), errors: [{ type: "INVALID_CREDENTIALS", message: "Refused." }] }
          : json,
      ),
    },
  },
  {
    peculiarity: "the final poll answer has no pending",
    options: {
      template: "ONE_TIME_POLLING",
      alter: alterJson("poll", (json) => (json["pending"] === false ? without(json, "pending") : json)),
    },
  },
  {
    peculiarity: "an optional demo result is not supported, another is spelt differently",
    options: {
      checkType: "IDENTITY_CHECK",
      alter: (operation, answer, { check }) =>
        operation === "checks" &&
        ["MORTALITY_MATCH", "TWO_NAME_ADDRESS_MATCH"].includes(check?.demoResult ?? "")
          ? {
              ...answer,
              json: { errors: [{ type: "UNSUPPORTED_DEMO_RESULT", message: "No." }], warnings: [] },
            }
          : answer,
    },
  },
  {
    peculiarity: "an identity check answers the provider's result as a string",
    options: {
      checkType: "IDENTITY_CHECK",
      alter: alterJson("checks", (json) =>
        "check_output" in json ? { ...without(json, "check_output"), result: "2+2" } : json,
      ),
    },
  },
  {
    peculiarity: "a hit has country_code, no address, and the company an ownership outside the list",
    options: {
      checkType: "PEPS_AND_SANCTIONS_SCREEN",
      alter: alterJson("checks", (json) =>
        JSON.parse(JSON.stringify(json).replaceAll('"country":', '"country_code":')),
      ),
    },
  },
  { peculiarity: "hosts that are not signed are refused", options: { requiresHost: true } },
];

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
