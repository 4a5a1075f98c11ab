import { CHECK_TEMPLATES } from "@/lib/protocol/check-template";
import { CHECK_TYPES } from "@/lib/protocol/check-type";
import { isCountry } from "@/lib/protocol/countries";
import { SUPPORTED_FEATURES } from "@/lib/protocol/supported-feature";
import type { IntegrationCall } from "@/lib/simulator/client";
import { isObject } from "@/lib/simulator/inspect-answer";
import { isSuccess } from "@/lib/simulator/read-integration";
import { checkConfigFields, checkCredentialFields, type FieldProblem } from "../check-fields";
import { describeAnswer } from "../describe-call";
import { failed, passed, skipped, type Severity, type TestCase } from "../test-case";

type Json = Record<string, unknown>;
type Problem = FieldProblem;

/** Names seen in deployed integrations that mean nothing to us (PROTOCOL 6.4). */
const OTHER_FEATURES = ["SDK_SETUP", "PAGINATION"];

type Rule = { id: string; title: string; check: (document: Json) => Problem[]; severity?: Severity };

const RULES: Rule[] = [
  { id: "V22", title: "check_template is a known template", check: checkTemplate },
  { id: "V23", title: "Timeouts and polling numbers are integers", check: checkTimings },
  { id: "V24", title: "At least one country, all of them known", check: checkCountries },
  { id: "V25", title: "pricing says whether reselling is supported", check: checkPricing },
  { id: "V25.reselling", title: "Reselling is not offered", check: checkReselling, severity: "should" },
  {
    id: "V26",
    title: "At least one credential, each with a name of its own and a label",
    check: (document) => checkCredentialFields(document["credentials"]).musts,
  },
  {
    id: "V26.types",
    title: "Credentials are of type string or password",
    check: (document) => checkCredentialFields(document["credentials"]).shoulds,
    severity: "should",
  },
  {
    id: "V27",
    title: "Configuration fields have legal types, options and defaults",
    check: (document) => checkConfigFields(document["config"]).musts,
  },
  {
    id: "V27.defaults",
    title: "Configuration fields have defaults and tidy names",
    check: (document) => checkConfigFields(document["config"]).shoulds,
    severity: "should",
  },
  { id: "V28", title: "All supported features are known", check: checkFeatures, severity: "should" },
];

/** V20–V28: is the configuration document readable and right (PROTOCOL 6)? */
export function configurationTests(config: IntegrationCall, expectedCheckType: string | null): TestCase[] {
  const typeRule: Rule = {
    id: "V21",
    title:
      expectedCheckType === null
        ? "check_type is a type that integrations can serve"
        : `check_type is ${expectedCheckType}`,
    check: (document) => checkType(document, expectedCheckType),
  };
  return [readTest(config), ...[typeRule, ...RULES].map((rule) => testOf(rule, config))];
}

function testOf({ id, title, check, severity = "must" }: Rule, config: IntegrationCall): TestCase {
  return {
    id,
    group: "Configuration",
    title,
    severity,
    run: async () => {
      if (config.json === null || !isDocument(config))
        return skipped("There is no configuration to look at; see V20.");
      const problems = check(config.json);
      const sent = `GET ${config.url}`;
      const [first] = problems;
      if (first === undefined) return passed({ sent });
      return failed(
        { sent, received: problems.map(({ path, message }) => `${path}: ${message}`).join("; ") },
        first.hint,
      );
    },
  };
}

/** 200 with the errors of an endpoint for checks is no configuration. */
function isDocument(config: IntegrationCall): boolean {
  if (!isSuccess(config) || config.json === null) return false;
  return !("errors" in config.json && !("check_type" in config.json));
}

function readTest(config: IntegrationCall): TestCase {
  return {
    id: "V20",
    group: "Configuration",
    title: "We can fetch the configuration with a signed request",
    severity: "must",
    run: async () => {
      const exchanged = { sent: `GET ${config.url}, signed`, received: describeAnswer(config) };
      if (isDocument(config)) return passed(exchanged);
      if (config.status === 401)
        return failed(
          exchanged,
          "Check that both sides have the same secret, base64-decoded for the HMAC, and the right time (PROTOCOL 2.1, 2.5).",
        );
      return failed(exchanged, "Answer 200 with the configuration as a JSON object (PROTOCOL 6).");
    },
  };
}

const one = (path: string, message: string, hint: string): Problem[] => [{ path, message, hint }];

function checkType(document: Json, expected: string | null): Problem[] {
  const type = document["check_type"];
  if (expected !== null) {
    return type === expected
      ? []
      : one(
          "/check_type",
          `is ${JSON.stringify(type)}`,
          `Answer the check type that the provider is registered as: ${expected} (PROTOCOL 11).`,
        );
  }
  return CHECK_TYPES.some((known) => known === type)
    ? []
    : one(
        "/check_type",
        `${JSON.stringify(type)} is not a check type`,
        "See the check types of PROTOCOL 11.",
      );
}

function checkTemplate(document: Json): Problem[] {
  const type = isObject(document["check_template"]) ? document["check_template"]["type"] : undefined;
  return CHECK_TEMPLATES.some((known) => known === type)
    ? []
    : one(
        "/check_template/type",
        `${JSON.stringify(type)} is not a check template`,
        "See the templates of PROTOCOL 7.",
      );
}

const WHOLE = [
  "timeout",
  "request_timeout",
  "callback_timeout",
  "initial_interval",
  "polling_interval",
  "max_polls",
  "update_interval",
];
const GROUPED = ["request_timeouts", "callback_timeouts"];
const STRATEGIES = ["polling_strategy", "monitoring_strategy"];

/** Every number of every form of PROTOCOL 6.3; absent and null mean the default. */
function checkTimings(document: Json): Problem[] {
  const template = document["check_template"];
  if (!isObject(template)) return [];
  const numbers = [
    ...WHOLE.map((name) => [`/check_template/${name}`, template[name]] as const),
    ...GROUPED.flatMap((group) => entriesUnder(template, group)),
    ...STRATEGIES.flatMap((strategy) =>
      entriesUnder(template, strategy).filter(([path]) => !path.endsWith("/type")),
    ),
  ];
  return numbers.flatMap(([path, value]) =>
    value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0)
      ? []
      : one(
          path,
          `${JSON.stringify(value)} is not a whole number`,
          "Timeouts are whole seconds (PROTOCOL 6.3).",
        ),
  );
}

function entriesUnder(template: Json, name: string): Array<readonly [string, unknown]> {
  const group = template[name];
  if (!isObject(group)) return [];
  return Object.entries(group).map(([key, value]) => [`/check_template/${name}/${key}`, value] as const);
}

function checkCountries(document: Json): Problem[] {
  const countries: unknown = document["supported_countries"];
  if (!Array.isArray(countries) || countries.length === 0) {
    return one("/supported_countries", "is empty or missing", "List at least one country (PROTOCOL 6.1).");
  }
  return countries.flatMap((country: unknown, index) =>
    typeof country === "string" && isCountry(country)
      ? []
      : one(
          `/supported_countries/${index}`,
          `${JSON.stringify(country)} is not a country`,
          "Use the ISO 3166-1 alpha-3 codes of PROTOCOL 21.",
        ),
  );
}

function checkPricing(document: Json): Problem[] {
  const pricing = document["pricing"];
  if (!isObject(pricing))
    return one("/pricing", "is missing", 'Send {"supports_reselling": false} (PROTOCOL 6.2).');
  if (typeof pricing["supports_reselling"] !== "boolean") {
    return one(
      "/pricing/supports_reselling",
      "must be true or false",
      'Send {"supports_reselling": false} (PROTOCOL 6.2).',
    );
  }
  const cost = pricing["maximum_cost"];
  if (cost === undefined || cost === null || (typeof cost === "number" && cost >= 0)) return [];
  return one(
    "/pricing/maximum_cost",
    "must be a number, 0 or more",
    "Leave maximum_cost out or send 0 (PROTOCOL 6.2).",
  );
}

function checkReselling(document: Json): Problem[] {
  const pricing = document["pricing"];
  if (!isObject(pricing) || pricing["supports_reselling"] !== true) return [];
  return one("/pricing/supports_reselling", "is true", "Only false is allowed today (PROTOCOL 6.2).");
}

function checkFeatures(document: Json): Problem[] {
  const features: unknown = document["supported_features"];
  if (features === undefined || features === null) return [];
  if (!Array.isArray(features))
    return one(
      "/supported_features",
      "must be an array",
      "List feature names, or leave it out (PROTOCOL 6.4).",
    );
  const known = new Set<unknown>([...SUPPORTED_FEATURES, ...OTHER_FEATURES]);
  return features.flatMap((feature: unknown, index) =>
    known.has(feature)
      ? []
      : one(
          `/supported_features/${index}`,
          `${JSON.stringify(feature)} is not known`,
          "See the features of PROTOCOL 6.4.",
        ),
  );
}
