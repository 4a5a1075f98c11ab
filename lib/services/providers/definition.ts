import { createHash } from "node:crypto";
import { type ConnectorDefinition, parseConnectorDefinition } from "@/lib/connectors/definition";
import { type InputIssue, InvalidInputError } from "@/lib/errors";
import { type ConfigDocument, parseConfigDocument, ProviderName } from "@/lib/protocol/config-document";

/** A definition that was found valid, in the form that is stored. */
export type CheckedDefinition = {
  name: string;
  document: ConfigDocument;
  config: Record<string, unknown>;
  connector: Record<string, unknown>;
  configHash: string;
};

type DefinitionInput = { name: string; config: Record<string, unknown>; connector: Record<string, unknown> };

/**
 * Checks name, config document and connector together and throws one InvalidInputError that names everything wrong.
 * The connector is kept as it was written (`30s` stays `30s`); the config document as `GET /config` will answer it.
 */
export function checkDefinition(input: DefinitionInput): CheckedDefinition {
  const issues: InputIssue[] = [];
  const name = ProviderName.safeParse(input.name);
  for (const issue of name.error?.issues ?? []) issues.push({ path: "/name", message: issue.message });
  const document = collecting(issues, "/config", () => parseConfigDocument(input.config));
  const connector = collecting(issues, "/connector", () => parseConnectorDefinition(input.connector));
  if (document !== null && connector !== null) issues.push(...findMismatches(document, connector));
  if (issues.length > 0 || document === null || name.data === undefined) {
    throw new InvalidInputError("The provider's definition is not valid.", issues);
  }
  const config = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  return { name: name.data, document, config, connector: input.connector, configHash: hashConfig(config) };
}

/** SHA-256 of the config document with sorted members: tells whether Maxsight has seen this very document. */
export function hashConfig(config: Record<string, unknown>): string {
  const sorted = JSON.stringify(config, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("hex");
}

function collecting<Value>(issues: InputIssue[], prefix: string, parse: () => Value): Value | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const found = error.issues.length > 0 ? error.issues : [{ path: "", message: error.message }];
    issues.push(...found.map(({ path, message }) => ({ path: `${prefix}${path}`, message })));
    return null;
  }
}

/** What the config document promises Maxsight and the connector cannot do. */
function findMismatches(document: ConfigDocument, connector: ConnectorDefinition): InputIssue[] {
  if (connector.kind !== "http") return [];
  const { operations } = connector;
  const issues: InputIssue[] = [];
  const template = document.check_template.type;
  if (document.supported_features?.includes("COMPANY_SEARCH") === true && operations.search === undefined) {
    issues.push({
      path: "/connector/operations/search",
      message: "is needed because config declares the feature COMPANY_SEARCH",
    });
  }
  const isMonitored = template === "MONITORED_CALLBACK" || template === "MONITORED_POLLING";
  if (isMonitored && connector.monitoring === undefined) {
    issues.push({ path: "/connector/monitoring", message: `is needed for the template ${template}` });
  }
  return issues;
}
