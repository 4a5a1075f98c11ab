import type { IntegrationCall } from "@/lib/simulator/client";
import { EXACT } from "@/lib/simulator/faults";
import { hasErrors, inspectStart, inspectUpdate } from "@/lib/simulator/inspect-answer";
import { isSuccess, problemOf } from "@/lib/simulator/read-integration";
import type { Arrival } from "@/lib/simulator/receiver";
import { callsOf, reachedResult, type DemoRun } from "../demo-runs";
import { describeAnswer } from "../describe-call";
import type { SuiteContext } from "../suite-context";
import {
  failed,
  notSupported,
  passed,
  skipped,
  type Severity,
  type TestCase,
  type Verdict,
} from "../test-case";
import { demoValuesOf, receivedOf } from "./demo-checks";
import { downloadTests, searchTests } from "./template-extras";

type Rule = {
  id: string;
  title: string;
  severity?: Severity;
  run: (suite: SuiteContext, any: DemoRun) => Promise<Verdict> | Verdict;
};

/** V60–V66: does the sequence of the declared template work (PROTOCOL 7)? */
export function templateTests(suite: SuiteContext): TestCase[] {
  const { type } = suite.integration.plan;
  const callback = type.endsWith("_CALLBACK");
  const rules = [
    ...(type === "ONE_TIME_SYNCHRONOUS" ? [] : [START]),
    ...(callback ? [READY, NOTICE, RESULT] : []),
    ...(type === "ONE_TIME_CALLBACK" ? [RESULT_AGAIN] : []),
    ...(type.endsWith("_POLLING") ? [POLLS] : []),
    ...(type === "MONITORED_CALLBACK" ? [CANCEL] : []),
  ];
  const cases = rules.map((rule): TestCase => ({
    id: rule.id,
    group: "Template",
    title: rule.title,
    severity: rule.severity ?? "must",
    run: async () => rule.run(suite, await suite.demo.shared("ANY")),
  }));
  return [...cases, ...downloadTests(suite), ...searchTests(suite)];
}

/** V67, asked last: the same demo results once more, all at the same time. */
export function parallelTest(suite: SuiteContext): TestCase {
  return {
    id: "V67",
    group: "Template",
    title: "All demo checks at once give the same results as before",
    severity: "must",
    run: async () => {
      const before = (
        await Promise.all(demoValuesOf(suite).map(({ value }) => suite.demo.shared(value)))
      ).filter(reachedResult);
      const again = await Promise.all(before.map(({ demoResult }) => suite.demo.fresh({ demoResult })));
      const changed = before.filter((run, index) => summaryOf(run) !== summaryOf(again[index] ?? run));
      const sent = `${before.length} demo checks at once`;
      if (changed.length === 0) return passed({ sent });
      return failed(
        { sent, received: `other results for ${changed.map(({ demoResult }) => demoResult).join(", ")}` },
        "Treat each request as independent; keep no state between checks (PROTOCOL 1.7).",
      );
    },
  };
}

/** What must not depend on what else is going on: how it ended, with which errors, with which decision. */
function summaryOf(run: DemoRun): string {
  const answer = run.result.answer ?? {};
  const errors: unknown = answer["errors"];
  return JSON.stringify([
    run.result.state,
    Array.isArray(errors) ? errors.map((error: { type?: unknown }) => error?.type) : [],
    answer["result"],
  ]);
}

const START: Rule = {
  id: "V60",
  title: "The start answer names a provider_id, a reference of its own and custom_data",
  run: async (suite, run) => {
    const call = callsOf(run, "checks")[0];
    if (call === undefined || !isSuccess(call))
      return skipped("The start was not answered with 200; see V51.");
    const exchanged = { sent: `POST ${call.url}`, received: describeAnswer(call) };
    if (call.json === null) return failed(exchanged, `${problemOf(call)} (PROTOCOL 10.1).`);
    const broken = inspectStart(call.json).find(({ severity }) => severity === "violation");
    if (broken !== undefined)
      return failed(exchanged, `${broken.path}: ${broken.message} (PROTOCOL ${broken.clause}).`);
    const second = await suite.demo.fresh({ demoResult: "ANY" });
    if (second.result.reference !== null && second.result.reference === run.result.reference) {
      return failed(
        { ...exchanged, received: `reference ${second.result.reference} twice` },
        "Give every check a reference of its own (PROTOCOL 9.7).",
      );
    }
    return passed(exchanged);
  },
};

const READY: Rule = {
  id: "V61",
  title: "ready is answered with 200 and no errors",
  run: (_suite, run) => {
    const call = callsOf(run, "ready").at(-1);
    if (call === undefined) return skipped("The start gave nothing to be ready for; see V60.");
    const exchanged = { sent: `POST ${call.url}`, received: describeAnswer(call) };
    if (call.status === 404 || call.status === 405)
      return notSupported(
        exchanged,
        "Implement ready and call back from there; without it callbacks may come too early (PROTOCOL 7.3).",
      );
    if (!isSuccess(call))
      return failed(exchanged, 'Answer ready with 200 and {"errors": []} (PROTOCOL 10.3).');
    return call.json !== null && hasErrors(call.json)
      ? failed(exchanged, "Answer errors to ready only for references you do not know (PROTOCOL 10.3).")
      : passed(exchanged);
  },
};

/** Whether the start answer names the check as it must; without that nothing later can be blamed. */
function startsWell(run: DemoRun): boolean {
  const start = callsOf(run, "checks")[0];
  return (
    start?.json != null &&
    !inspectStart(start.json).some(({ severity }) => severity === "violation") &&
    run.result.reference !== null
  );
}

/** A missing route counts: callbacks then come when the integration likes (PROTOCOL 7.3). */
function isReady(run: DemoRun): boolean {
  const call = callsOf(run, "ready").at(-1);
  return call !== undefined && (isSuccess(call) || call.status === 404 || call.status === 405);
}

const NOTICE: Rule = {
  id: "V62",
  title: "The callback arrives, signed, for the right provider_id and reference",
  run: (suite, run) => {
    if (!startsWell(run)) return skipped("The start gave nothing to call back about; see V60.");
    if (!isReady(run)) return skipped("ready failed, so no callback is due; see V61.");
    const wanted = suite.integration.plan.type === "MONITORED_CALLBACK" ? "monitored_notify" : "callbacks";
    const arrivals = run.steps.flatMap((step) =>
      step.kind === "arrival" && step.arrival.route !== "image" ? [step.arrival] : [],
    );
    const accepted = arrivals.find((arrival) => arrival.status === 200);
    const sent = `ready, then listening at ${suite.receiver.url}`;
    if (accepted === undefined)
      return failed({ sent, received: describeArrivals(arrivals, suite) }, hintForNoNotice(suite));
    const received = `POST ${accepted.target}`;
    return accepted.route === wanted
      ? passed({ sent, received })
      : failed({ sent, received }, `This template is announced at /integrations/v1/${wanted} (PROTOCOL 7).`);
  },
};

/** Refused calls that no check could be found for explain a missing one. */
function describeArrivals(arrivals: readonly Arrival[], suite: SuiteContext): string {
  const refused = [...arrivals, ...suite.strayArrivals].find(({ refusal }) => refusal !== null);
  return refused === undefined
    ? "nothing came"
    : `POST ${refused.target}: ${refused.status} ${refused.refusal}`;
}

const hintForNoNotice = (suite: SuiteContext): string =>
  `Call ${suite.receiver.url}/integrations/v1/callbacks (monitored_notify for monitored checks), signed with the same secret and a Date ending in GMT; the integration must know this address as its Maxsight (PROTOCOL 2, 10.9).`;

const RESULT: Rule = {
  id: "V63",
  title: "The result can be fetched after the callback",
  run: (suite, run) => {
    const monitored = suite.integration.plan.type === "MONITORED_CALLBACK";
    const operation = monitored ? "get_result" : "complete";
    const call = callsOf(run, operation).at(-1);
    if (call === undefined || !startsWell(run))
      return skipped("The sequence does not get that far; see V60 and V61.");
    const exchanged = { sent: `POST ${call.url}`, received: describeAnswer(call) };
    if (!reachedResult(run) || call.json === null)
      return failed(exchanged, run.result.reason ?? problemOf(call));
    const broken =
      monitored && !hasErrors(call.json) ? inspectUpdate(call.json, null)[0] : wrongPair(call, run);
    return broken === undefined
      ? passed(exchanged)
      : failed(exchanged, `${broken.path}: ${broken.message} (PROTOCOL ${broken.clause}).`);
  },
};

const wrongPair = (call: IntegrationCall, run: DemoRun) =>
  run.result.findings.find(
    ({ operation, severity, clause }) =>
      operation === call.operation && severity === "violation" && clause === "9.7",
  );

const RESULT_AGAIN: Rule = {
  id: "V63.again",
  title: "The same result can be fetched again",
  severity: "should",
  run: async (suite, any) => {
    if (!reachedResult(any)) return skipped("There is no result to fetch; see V63.");
    const run = await suite.demo.fresh({ demoResult: "ANY", faults: { ...EXACT, duplicateComplete: true } });
    const broken = run.result.findings.find(
      ({ operation, clause }) => operation === "complete" && clause === "15",
    );
    const exchanged = { sent: "complete twice", received: receivedOf(run) };
    return broken === undefined
      ? passed(exchanged)
      : failed(
          exchanged,
          "Answer complete the same way as long as you can; its answer may get lost (PROTOCOL 15).",
        );
  },
};

const POLLS: Rule = {
  id: "V64",
  title: "Polling ends within max_polls",
  run: (_suite, run) => {
    const calls = callsOf(run, "poll");
    const last = calls.at(-1);
    if (last === undefined) return skipped("The start gave nothing to poll; see V60.");
    const exchanged = { sent: `${calls.length} polls`, received: describeAnswer(last) };
    return reachedResult(run)
      ? passed(exchanged)
      : failed(exchanged, `${run.result.reason ?? "no final answer"} (PROTOCOL 7.2).`);
  },
};

const CANCEL: Rule = {
  id: "V68",
  title: "cancel_checks is answered with 200",
  severity: "should",
  run: (_suite, run) => {
    const call = callsOf(run, "cancel_checks").at(-1);
    if (call === undefined) return skipped("The sequence does not get that far; see V60 and V61.");
    const exchanged = { sent: `POST ${call.url}`, received: describeAnswer(call) };
    return isSuccess(call) && call.json !== null
      ? passed(exchanged)
      : failed(exchanged, "Implement cancel_checks: monitoring must be able to end (PROTOCOL 10.6).");
  },
};
