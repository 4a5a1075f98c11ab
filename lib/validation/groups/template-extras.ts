import { randomUUID } from "node:crypto";
import { isObject } from "@/lib/simulator/inspect-answer";
import { defaultConfig, sampleCredentials } from "@/lib/simulator/integration";
import { isSuccess } from "@/lib/simulator/read-integration";
import { reachedResult } from "../demo-runs";
import { describeAnswer } from "../describe-call";
import { errorTypes } from "../expectation";
import { TEST_TIMEOUT_MS, type SuiteContext } from "../suite-context";
import { failed, notSupported, passed, skipped, type TestCase, type Verdict } from "../test-case";
import { receivedOf } from "./demo-checks";

/** V65: the files of a fetched document can be downloaded (PROTOCOL 10.7). */
export function downloadTests(suite: SuiteContext): TestCase[] {
  const { checkType } = suite.integration;
  if (checkType !== "DOCUMENT_FETCH" && checkType !== "DOCUMENT_CAPTURE") return [];
  const demoResult =
    checkType === "DOCUMENT_FETCH" ? "DOCUMENT_ALL_PASS" : "DOCUMENT_ALL_CATEGORIES_ALL_PASS";
  return [
    {
      id: "V65",
      group: "Template",
      title: "download_file returns the files of the result with a supported Content-Type",
      severity: "must",
      run: async () => {
        const run = await suite.demo.shared(demoResult);
        if (!reachedResult(run) || run.result.state === "errored")
          return skipped(`There is no result with files; see V30.${demoResult}.`);
        const broken = run.result.findings.find(
          ({ operation, severity }) => operation === "download_file" && severity === "violation",
        );
        const exchanged = {
          sent: `download_file for the files of ${demoResult}`,
          received: broken?.message ?? `${run.result.downloadedFiles} files`,
        };
        if (broken !== undefined)
          return failed(exchanged, "Answer the raw bytes with their Content-Type (PROTOCOL 10.7).");
        if (run.result.downloadedFiles > 0) return passed(exchanged);
        return failed(
          { ...exchanged, received: receivedOf(run) },
          "Name at least one image (provider_reference) or file (reference) in the result (PROTOCOL 11.5).",
        );
      },
    },
  ];
}

/** V66: the search of company data (PROTOCOL 10.8). */
export function searchTests(suite: SuiteContext): TestCase[] {
  if (!suite.integration.features.includes("COMPANY_SEARCH")) return [];
  const search = (id: string, demoResult: string, fits: (count: number) => boolean): TestCase => ({
    id,
    group: "Template",
    title: `search with the demo result ${demoResult} is answered as prescribed`,
    severity: demoResult === "ANY" ? "must" : "should",
    run: () => runSearch(suite, demoResult, fits),
  });
  return [
    search("V66", "ANY", () => true),
    search("V66.NO_HITS", "NO_HITS", (count) => count === 0),
    search("V66.MANY_HITS", "MANY_HITS", (count) => count > 1),
  ];
}

async function runSearch(
  suite: SuiteContext,
  demoResult: string,
  fits: (count: number) => boolean,
): Promise<Verdict> {
  const call = await suite.client.call({
    operation: "search",
    path: "search",
    body: {
      id: randomUUID(),
      demo_result: demoResult,
      commercial_relationship: "DIRECT",
      search_input: {
        query: "Sample Trading",
        country_of_incorporation: suite.integration.countries[0] ?? "GBR",
        state_of_incorporation: "",
      },
      provider_config: defaultConfig(suite.integration),
      provider_credentials: sampleCredentials(suite.integration),
    },
    timeoutMs: TEST_TIMEOUT_MS,
  });
  const exchanged = { sent: `POST ${call.url}, demo_result ${demoResult}`, received: describeAnswer(call) };
  if (!isSuccess(call) || call.json === null)
    return failed(exchanged, "COMPANY_SEARCH is declared, so search must answer (PROTOCOL 10.8).");
  if (demoResult !== "ANY" && errorTypes(call.json).includes("UNSUPPORTED_DEMO_RESULT"))
    return notSupported(exchanged, `${demoResult} is optional.`);
  const output: unknown = call.json["search_output"];
  if (!Array.isArray(output))
    return failed(exchanged, "Answer search_output: [] or a list of companies (PROTOCOL 10.8).");
  const incomplete = output.some(
    (hit: unknown) =>
      !isObject(hit) ||
      ["name", "number", "country_of_incorporation"].some((member) => typeof hit[member] !== "string"),
  );
  if (incomplete)
    return failed(
      exchanged,
      "Every candidate needs name, number and country_of_incorporation (PROTOCOL 10.8).",
    );
  return fits(output.length)
    ? passed(exchanged)
    : failed(exchanged, `${output.length} candidates do not fit ${demoResult} (PROTOCOL 13).`);
}
