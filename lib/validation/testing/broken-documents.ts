import type { BrokenIntegration } from "./broken-integration";
import { alterJson, answerWith, withConfig, without } from "./defects";

const SYNC = "ONE_TIME_SYNCHRONOUS";

/** Defects that the group Configuration finds. */
export const BROKEN_CONFIGURATION: BrokenIntegration[] = [
  {
    defect: "the configuration is answered with errors, as a check would be",
    options: {
      alter: answerWith("config", {
        status: 200,
        json: { errors: [{ type: "INTEGRATION", message: "No database." }], warnings: [] },
      }),
    },
    fails: ["V20"],
  },
  {
    defect: "the configuration is not JSON",
    options: { alter: answerWith("config", { status: 200, text: "soon" }) },
    fails: ["V20"],
  },
  {
    defect: "the check template is unknown",
    options: { alter: withConfig({ check_template: { type: "ONE_TIME_MAGIC" } }) },
    fails: ["V22"],
  },
  {
    defect: "a timeout is a fraction",
    options: { alter: withConfig({ check_template: { type: SYNC, timeout: 2.5 } }) },
    fails: ["V23"],
  },
  {
    defect: "a timeout is a string",
    options: { alter: withConfig({ check_template: { type: SYNC, timeout: "60" } }) },
    fails: ["V23"],
  },
  {
    defect: "no country is supported",
    options: { alter: withConfig({ supported_countries: [] }) },
    fails: ["V24"],
  },
  {
    defect: "a country has two letters",
    options: { alter: withConfig({ supported_countries: ["GBR", "US"] }) },
    fails: ["V24"],
  },
  {
    defect: "pricing is missing",
    options: { alter: alterJson("config", (config) => without(config, "pricing")) },
    fails: ["V25"],
  },
  {
    defect: "there are no credentials",
    options: { alter: withConfig({ credentials: { fields: [] } }) },
    fails: ["V26"],
  },
  {
    defect: "two credentials have the same name",
    options: {
      alter: withConfig({
        credentials: {
          fields: [1, 2].map((number) => ({ type: "string", name: "token", label: `Token ${number}` })),
        },
      }),
    },
    fails: ["V26"],
  },
  {
    defect: "a configuration field has an unknown type",
    options: {
      alter: withConfig({
        config: { fields: [{ type: "colour", name: "shade", label: "Shade", default: "red" }] },
      }),
    },
    fails: ["V27"],
  },
  {
    defect: "a default does not fit its type",
    options: {
      alter: withConfig({
        config: { fields: [{ type: "integer", name: "threshold", label: "Threshold", default: "five" }] },
      }),
    },
    fails: ["V27"],
  },
  {
    defect: "a default is none of the options",
    options: {
      alter: withConfig({
        config: {
          fields: [
            {
              type: "set",
              name: "lists",
              label: "Lists",
              options: [{ label: "A", value: "a" }],
              default: ["z"],
            },
          ],
        },
      }),
    },
    fails: ["V27"],
  },
];
