import type { ReferenceOptions } from "./reference-options";

/** The configuration document of the reference integration for any check type and template. */
export function referenceConfig(
  options: Pick<ReferenceOptions, "checkType" | "template" | "features">,
): Record<string, unknown> {
  return {
    check_type: options.checkType ?? "INDIVIDUAL_CUSTOM",
    check_template: templateOf(options.template ?? "ONE_TIME_SYNCHRONOUS"),
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: ["GBR", "USA", "CAN"],
    supported_features: options.features ?? [],
    credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
    config: {
      fields: [
        { type: "boolean", name: "strict", label: "Strict", default: false },
        { type: "integer", name: "threshold", label: "Threshold", default: 5, min_value: 0, max_value: 10 },
        {
          type: "set",
          name: "lists",
          label: "Lists",
          options: [
            { label: "A", value: "a" },
            { label: "B", value: "b" },
          ],
          default: ["a"],
        },
      ],
    },
  };
}

function templateOf(type: string): Record<string, unknown> {
  switch (type) {
    case "ONE_TIME_POLLING":
      return {
        type,
        polling_strategy: { type: "UNIFORM", initial_interval: 1, polling_interval: 1, max_polls: 5 },
      };
    case "ONE_TIME_CALLBACK":
      return { type, request_timeout: 15, callback_timeout: 15 };
    case "MONITORED_CALLBACK":
      return { type };
    default:
      return { type, timeout: 15 };
  }
}
