import { defaultConfig } from "@/lib/simulator/integration";
import { isObject } from "@/lib/simulator/inspect-answer";
import { inspectResult } from "@/lib/simulator/inspect-result";
import { isSuccess } from "@/lib/simulator/read-integration";
import { EXACT } from "@/lib/simulator/faults";
import { callsOf, reachedResult, type DemoRun } from "../demo-runs";
import { demoValuesToTry, type DemoValue } from "../demo-values";
import { describeAnswer, describeJson } from "../describe-call";
import { errorTypes } from "../expectation";
import type { SuiteContext } from "../suite-context";
import { failed, notSupported, passed, skipped, type TestCase, type Verdict } from "../test-case";

type Json = Record<string, unknown>;

const group = "Demo checks";
const UNSUPPORTED = "UNSUPPORTED_DEMO_RESULT";

/** The demo results that apply to the integration. */
export function demoValuesOf(suite: SuiteContext): DemoValue[] {
  const { checkType, features, config } = suite.integration;
  const pricing = config["pricing"];
  const mayCharge =
    isObject(pricing) && pricing["supports_reselling"] === true && Number(pricing["maximum_cost"] ?? 0) > 0;
  return demoValuesToTry({ checkType, features, mayCharge });
}

/** V30: one test per demo result (PROTOCOL 13). */
export function demoResultTests(suite: SuiteContext): TestCase[] {
  return demoValuesOf(suite).map((demo) => ({
    id: `V30.${demo.value}`,
    group,
    title: `The demo result ${demo.value} is answered as prescribed`,
    severity: demo.severity,
    run: () => runDemo(suite, demo),
  }));
}

async function runDemo(suite: SuiteContext, demo: DemoValue): Promise<Verdict> {
  const run = await suite.demo.shared(demo.value);
  const exchanged = { sent: `demo_result ${demo.value}`, received: receivedOf(run) };
  if (!reachedResult(run)) return unreached(suite, run, exchanged);
  const answer = run.result.answer ?? {};
  if (errorTypes(answer).includes(UNSUPPORTED)) {
    return demo.severity === "should"
      ? notSupported(
          exchanged,
          `${demo.value} is optional; supporting it makes your integration easier to test.`,
        )
      : failed(exchanged, `${demo.value} is required for this check type (PROTOCOL 13).`);
  }
  const shape = inspectResult(answer, suite.integration.checkType).find(
    ({ severity }) => severity === "violation",
  );
  if (shape !== undefined)
    return failed(exchanged, `${shape.path}: ${shape.message} (PROTOCOL ${shape.clause}).`);
  const problem = demo.expect(answer, checkInputOf(run));
  return problem === null ? passed(exchanged) : failed(exchanged, `${problem} (PROTOCOL 13).`);
}

/** A sequence that breaks for every demo result is the template's failure, reported once there. */
async function unreached(
  suite: SuiteContext,
  run: DemoRun,
  exchanged: { sent: string; received: string },
): Promise<Verdict> {
  const start = callsOf(run, "checks")[0];
  if (start?.status !== undefined && start.status !== null && !isSuccess(start)) {
    return skipped(`The start was answered ${start.status}; see V51.`);
  }
  const reference = await suite.demo.shared("ANY");
  if (run.demoResult !== "ANY" && !reachedResult(reference))
    return skipped("No demo check gets as far as a result; see Template.");
  if (run.demoResult === "ANY" && !isSynchronous(suite))
    return skipped("The sequence does not get as far as a result; see Template.");
  return failed(exchanged, run.result.reason ?? "The check did not get as far as a result.");
}

const isSynchronous = (suite: SuiteContext): boolean =>
  suite.integration.plan.type === "ONE_TIME_SYNCHRONOUS";

/** V50, V52–V55: what holds for demo requests of any type. */
export function demoRuleTests(suite: SuiteContext): TestCase[] {
  const { features } = suite.integration;
  return [
    {
      id: "V50",
      group,
      title: "An unknown demo result is answered with UNSUPPORTED_DEMO_RESULT",
      severity: "must",
      run: () => unknownDemo(suite),
    },
    {
      id: "V52",
      group,
      title: "Charges stay within maximum_cost, and there are none on the customer's own contract",
      severity: "must",
      run: () => chargesRule(suite),
    },
    {
      id: "V53",
      group,
      title: "Members that the integration does not know are ignored",
      severity: "must",
      run: () => unknownMembers(suite),
    },
    {
      id: "V54",
      group,
      title: "provider_credentials may be absent when commercial_relationship is PASSFORT",
      severity: "must",
      run: () => withoutCredentials(suite),
    },
    ...(features.includes("EXTERNAL_LINK") ? [externalResource(suite, "LINK")] : []),
    ...(features.includes("EXTERNAL_EMBED") ? [externalResource(suite, "EMBED")] : []),
  ];
}

/** V51, asked when all demo results have been tried. */
export function demoStatusTest(suite: SuiteContext): TestCase {
  return {
    id: "V51",
    group,
    title: "Every demo request is answered with status 200, errors included",
    severity: "must",
    run: async () => {
      const starts = (await suite.demo.all()).map((run) => ({ run, start: callsOf(run, "checks")[0] }));
      const wrong = starts.filter(
        ({ start }) => start !== undefined && start.status !== null && !isSuccess(start),
      );
      if (wrong.length === 0) return passed({ sent: `${starts.length} demo requests` });
      const received = wrong.map(({ run, start }) => `${run.demoResult}: ${start?.status}`).join(", ");
      return failed(
        { sent: `${starts.length} demo requests`, received },
        "Errors travel in a 200 body, whatever they are (PROTOCOL 9.3).",
      );
    },
  };
}

async function unknownDemo(suite: SuiteContext): Promise<Verdict> {
  const run = await suite.demo.shared("SOME_RESULT_OF_A_LATER_VERSION");
  const exchanged = { sent: "demo_result SOME_RESULT_OF_A_LATER_VERSION", received: receivedOf(run) };
  if (!reachedResult(run)) return unreached(suite, run, exchanged);
  if (errorTypes(run.result.answer ?? {}).includes(UNSUPPORTED)) return passed(exchanged);
  return failed(exchanged, `Answer 200 with one error of type ${UNSUPPORTED} (PROTOCOL 13).`);
}

async function chargesRule(suite: SuiteContext): Promise<Verdict> {
  const [direct, resold] = [
    await suite.demo.shared("ANY"),
    await suite.demo.fresh({ demoResult: "ANY", relationship: "PASSFORT" }),
  ];
  const pricing = suite.integration.config["pricing"];
  const maximum = isObject(pricing) ? Number(pricing["maximum_cost"] ?? 0) : 0;
  const [own, sold] = [chargesOf(direct), chargesOf(resold)];
  const exchanged = {
    sent: "demo_result ANY as DIRECT and as PASSFORT",
    received: `charges ${own} and ${sold}, maximum_cost ${maximum}`,
  };
  if (own > 0) return failed(exchanged, "Send charges only for resold checks (PROTOCOL 9.5).");
  return sold <= maximum
    ? passed(exchanged)
    : failed(exchanged, "Keep the sum of charges within maximum_cost (PROTOCOL 9.5).");
}

function chargesOf(run: DemoRun): number {
  const charges: unknown = run.result.answer?.["charges"];
  if (!Array.isArray(charges)) return 0;
  return charges.filter(isObject).reduce((sum, charge) => sum + Number(charge["amount"] ?? 0), 0);
}

async function unknownMembers(suite: SuiteContext): Promise<Verdict> {
  const plain = await suite.demo.shared("ANY");
  if (!reachedResult(plain)) return skipped("ANY does not get as far as a result; see V30.ANY and Template.");
  const run = await suite.demo.fresh({ demoResult: "ANY", faults: { ...EXACT, unknownMembers: true } });
  const exchanged = { sent: "demo_result ANY with x_unknown_member", received: receivedOf(run) };
  return run.result.state === plain.result.state
    ? passed(exchanged)
    : failed(exchanged, "Ignore members you do not know; new ones may come at any time (PROTOCOL 1.6).");
}

async function withoutCredentials(suite: SuiteContext): Promise<Verdict> {
  const plain = await suite.demo.shared("ANY");
  if (!reachedResult(plain)) return skipped("ANY does not get as far as a result; see V30.ANY and Template.");
  const run = await suite.demo.fresh({
    demoResult: "ANY",
    relationship: "PASSFORT",
    providerConfig: defaultConfig(suite.integration),
  });
  const exchanged = { sent: "demo_result ANY, PASSFORT, no provider_credentials", received: receivedOf(run) };
  return run.result.state === plain.result.state
    ? passed(exchanged)
    : failed(exchanged, "Demo checks need no credentials (PROTOCOL 6.7, 13).");
}

function externalResource(suite: SuiteContext, type: "LINK" | "EMBED"): TestCase {
  const value = `EXTERNAL_RESOURCE_${type}`;
  return {
    id: `V55.${type}`,
    group,
    title: `The demo result ${value} comes with an external resource that opens`,
    severity: "should",
    run: async () => {
      const run = await suite.demo.fresh({ demoResult: value, openLinks: true });
      const exchanged = { sent: `demo_result ${value}, then the signed link`, received: receivedOf(run) };
      if (errorTypes(run.result.answer ?? {}).includes(UNSUPPORTED))
        return notSupported(exchanged, `${value} is optional.`);
      if (run.result.state !== "completed")
        return failed(exchanged, run.result.reason ?? "The check did not complete.");
      const resources: unknown = run.result.answer?.["external_resources"];
      const found =
        Array.isArray(resources) &&
        resources.some((resource: unknown) => isObject(resource) && resource["type"] === type);
      if (!found)
        return failed(exchanged, `Answer external_resources with an entry of type ${type} (PROTOCOL 9.8).`);
      const broken = run.result.findings.find(({ operation }) => operation === "external_link");
      return broken === undefined
        ? passed(exchanged)
        : failed(
            { ...exchanged, received: broken.message },
            "Accept links that are signed rightly (PROTOCOL 3.2).",
          );
    },
  };
}

function checkInputOf(run: DemoRun): Json {
  const body = callsOf(run, "checks")[0]?.requestBody ?? null;
  const request: unknown = body === null ? {} : JSON.parse(body.toString("utf8"));
  const input = isObject(request) ? request["check_input"] : {};
  return isObject(input) ? input : {};
}

/** The answer that ended the check, or why there was none. */
export function receivedOf(run: DemoRun): string {
  if (run.result.answer !== null) return describeJson(run.result.answer);
  const start = callsOf(run, "checks")[0];
  return run.result.reason ?? (start === undefined ? "nothing" : describeAnswer(start));
}
