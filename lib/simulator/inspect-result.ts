import { inspectEnvelope, hasErrors, isObject } from "./inspect-answer";
import type { Finding } from "./findings";
import { violation, warning } from "./findings";

type Found = Omit<Finding, "operation">;
type Json = Record<string, unknown>;

const DECISIONS = new Set(["PASS", "FAIL", "PARTIAL", "WARN", "ERROR"]);
const IDENTITY_RESULTS = new Set(["Pass", "Fail", "Error", "1+1", "2+2"]);
const MAX_SUMMARY = 450;

/** INDIVIDUAL or COMPANY, whichever the check type is about (PROTOCOL 11). */
export const entityTypeOf = (checkType: string): "INDIVIDUAL" | "COMPANY" =>
  checkType.startsWith("COMPANY") ? "COMPANY" : "INDIVIDUAL";

/**
 * A final answer: what Maxsight needs of it is a violation when it is missing; what it is known to put up
 * with from deployed integrations is not (PROTOCOL 11, 12).
 */
export function inspectResult(answer: Json, checkType: string): Found[] {
  const found = inspectEnvelope(answer);
  if (hasErrors(answer)) return found;
  found.push(...inspectExternalResources(answer["external_resources"]));
  if (checkType.endsWith("_CUSTOM")) return [...found, ...inspectCustomResult(answer)];
  if (checkType === "IDENTITY_CHECK" && typeof answer["result"] === "string") {
    return [...found, ...inspectIdentityResult(answer["result"])];
  }
  const output = answer["check_output"];
  if (output === undefined || output === null) return [...found, ...missingOutput(checkType)];
  if (!isObject(output))
    return [...found, violation("9.2", "/check_output", "check_output must be an object")];
  return [...found, ...inspectEntity(output, checkType), ...inspectOutput(output, checkType)];
}

function inspectCustomResult(answer: Json): Found[] {
  const result = answer["result"];
  if (!isObject(result))
    return [violation("11.3", "/result", "custom checks answer result: { decision, summary }")];
  const found: Found[] = [];
  const { decision, summary } = result;
  if (typeof decision !== "string" || !DECISIONS.has(decision)) {
    found.push(violation("11.3", "/result/decision", `decision must be one of ${[...DECISIONS].join(", ")}`));
  }
  if (typeof summary !== "string")
    found.push(violation("11.3", "/result/summary", "summary must be a string"));
  else if (summary.length > MAX_SUMMARY) {
    found.push(
      warning(
        "11.3",
        "/result/summary",
        `summary has ${summary.length} characters; ${MAX_SUMMARY} are shown`,
      ),
    );
  }
  return found;
}

function inspectIdentityResult(result: string): Found[] {
  if (IDENTITY_RESULTS.has(result)) return [];
  return [violation("11.1", "/result", `result must be one of ${[...IDENTITY_RESULTS].join(", ")}`)];
}

/** No output means "nothing found" for company data (PROTOCOL 11.2) and is a defect for all others. */
function missingOutput(checkType: string): Found[] {
  if (checkType === "COMPANY_DATA") return [];
  return [violation("9.2", "/check_output", "the answer has neither errors nor a result")];
}

function inspectEntity(output: Json, checkType: string): Found[] {
  const expected = entityTypeOf(checkType);
  if (output["entity_type"] === expected) return [];
  return [violation("12", "/check_output/entity_type", `entity_type must be ${expected}`)];
}

function inspectOutput(output: Json, checkType: string): Found[] {
  if (checkType === "IDENTITY_CHECK") return inspectIdentity(output["electronic_id_check"]);
  if (checkType.startsWith("DOCUMENT_")) return inspectDocuments(output["documents"]);
  if (checkType.endsWith("PEPS_AND_SANCTIONS_SCREEN")) return inspectHits(output["screening_hits"]);
  if (checkType === "COMPANY_DATA") return inspectCompany(output["metadata"]);
  return [];
}

function inspectIdentity(electronic: unknown): Found[] {
  const at = "/check_output/electronic_id_check";
  if (!isObject(electronic)) return [violation("11.1", at, "electronic_id_check must be an object")];
  const { matches } = electronic;
  if (!Array.isArray(matches)) return [violation("11.1", `${at}/matches`, "matches must be an array")];
  return matches.flatMap((match: unknown, index) => {
    const path = `${at}/matches/${index}`;
    if (!isObject(match)) return [violation("11.1", path, "a match must be an object")];
    const { count } = match;
    const counted = typeof count === "number" && Number.isInteger(count) && count >= 0;
    return counted ? [] : [violation("11.1", `${path}/count`, "count must be an integer, 0 or more")];
  });
}

function inspectDocuments(documents: unknown): Found[] {
  const at = "/check_output/documents";
  if (!Array.isArray(documents)) return [violation("11.4", at, "documents must be an array")];
  return documents.flatMap((document: unknown, index) => {
    const path = `${at}/${index}`;
    if (!isObject(document)) return [violation("11.4", path, "a document must be an object")];
    return ["category", "document_type"].flatMap((member) =>
      typeof document[member] === "string"
        ? []
        : [violation("12.5", `${path}/${member}`, `${member} must be a string`)],
    );
  });
}

function inspectHits(hits: unknown): Found[] {
  const at = "/check_output/screening_hits";
  if (!Array.isArray(hits)) return [violation("11.7", at, "screening_hits must be an array")];
  return hits.flatMap((hit: unknown, index) => inspectHit(hit, `${at}/${index}`));
}

function inspectHit(hit: unknown, path: string): Found[] {
  if (!isObject(hit)) return [violation("11.7", path, "a hit must be an object")];
  const { provider, data } = hit;
  const found: Found[] = [];
  const named =
    isObject(provider) && ["name", "label", "hit_id"].every((member) => typeof provider[member] === "string");
  if (!named) found.push(violation("11.7", `${path}/provider`, "provider needs name, label and hit_id"));
  if (!isObject(data) || data["name"] === undefined)
    found.push(violation("11.7", `${path}/data/name`, "data needs a name"));
  return found;
}

function inspectCompany(metadata: unknown): Found[] {
  if (isObject(metadata)) return [];
  return [
    violation("11.2", "/check_output/metadata", "metadata must be an object when the company was found"),
  ];
}

function inspectExternalResources(resources: unknown): Found[] {
  if (resources === undefined || resources === null) return [];
  if (!Array.isArray(resources))
    return [violation("9.8", "/external_resources", "external_resources must be an array")];
  return resources.flatMap((resource: unknown, index) => {
    const path = `/external_resources/${index}`;
    if (!isObject(resource)) return [violation("9.8", path, "an external resource must be an object")];
    const found: Found[] = [];
    if (resource["type"] !== "LINK" && resource["type"] !== "EMBED")
      found.push(violation("9.8", `${path}/type`, "type must be LINK or EMBED"));
    if (typeof resource["url"] !== "string")
      found.push(violation("9.8", `${path}/url`, "url must be a string"));
    for (const member of ["id", "label"]) {
      if (typeof resource[member] !== "string")
        found.push(warning("9.8", `${path}/${member}`, `${member} is missing`));
    }
    return found;
  });
}
