import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import { IntegrationClient, type IntegrationCall, type Transport } from "@/lib/simulator/client";
import { describeIntegration, type Integration } from "@/lib/simulator/integration";
import { isSuccess } from "@/lib/simulator/read-integration";
import { Receiver, type Arrival } from "@/lib/simulator/receiver";
import { DemoRuns } from "./demo-runs";
import { configurationTests } from "./groups/configuration";
import { connectionTests } from "./groups/connection";
import { demoResultTests, demoRuleTests, demoStatusTest } from "./groups/demo-checks";
import { securityTests } from "./groups/security";
import { parallelTest, templateTests } from "./groups/template";
import { runTests } from "./run-tests";
import { TEST_TIMEOUT_MS, type AlgorithmName, type SuiteContext } from "./suite-context";
import { GROUPS, type ValidationTest } from "./test-case";

export type ValidateOptions = {
  baseUrl: string;
  /** The shared secret in base64. */
  secret: string;
  /** The check type chosen at registration. */
  checkType?: string;
  /** Where callbacks arrive; without it one is opened on a free port of this machine. */
  receiver?: Receiver;
  /** Tests at once. */
  concurrency?: number;
  /** How long a callback may take before its test fails. */
  callbackDeadlineMs?: number;
  /** Waits of the sequences are multiplied by this; by default so that no wait between polls exceeds a second. */
  timeScale?: number;
  allowPlainHttp?: boolean;
  signal?: AbortSignal;
  /** Makes the calls; whoever takes URLs from strangers brings a guarded one. */
  transport?: Transport;
  /** Told of every test as it ends. */
  onTest?: (test: ValidationTest) => void;
};

export type ValidationReport = {
  /** `unreachable`: no answer at all. `passed`: no *must* failed. */
  state: "passed" | "failed" | "unreachable";
  url: string;
  startedAtMs: number;
  durationMs: number;
  integration: { apiVersion: unknown; providerName: string; checkType: string; checkTemplate: string };
  tests: ValidationTest[];
};

const DEFAULT_CONCURRENCY = 8;
const DEFAULT_DEADLINE_MS = 15_000;

/**
 * Runs the validation suite of PROTOCOL 14.2 against any integration, with demo requests only. Never throws for what
 * the integration does; throws InvalidInputError for a URL or secret that cannot be used.
 */
export async function validateIntegration(options: ValidateOptions): Promise<ValidationReport> {
  const startedAtMs = Date.now();
  const signingKey = parseSecret(options.secret, { requireLength32: true });
  const client = new IntegrationClient({
    baseUrl: options.baseUrl,
    signingKey,
    signal: options.signal,
    transport: options.transport,
    ...(options.allowPlainHttp === undefined ? {} : { allowPlainHttp: options.allowPlainHttp }),
  });
  const metadata = await client.call({
    operation: "metadata",
    method: "GET",
    path: "",
    timeoutMs: TEST_TIMEOUT_MS,
    signing: "none",
  });
  const { config, algorithm } = await readConfig(client);
  const integration = describeIntegration(metadata.json ?? {}, config.json ?? {});
  const receiver = options.receiver ?? new Receiver();
  await receiver.start();
  receiver.trust(signingKey);
  const strayArrivals: Arrival[] = [];
  const stopListening = receiver.onArrival((arrival) => {
    if (arrival.refusal !== null) strayArrivals.push(arrival);
  });
  try {
    const known = { client, metadata, config, integration, algorithm, receiver, strayArrivals };
    const tests = await runSuite(suiteOf(options, known), options, signingKey);
    return reportOf(options.baseUrl, { startedAtMs, integration, metadata, tests });
  } finally {
    stopListening();
    if (options.receiver === undefined) await receiver.stop();
  }
}

/** An integration that refuses hs2019 gets the rest of the suite under the other name: one defect, one failed test. */
async function readConfig(
  client: IntegrationClient,
): Promise<{ config: IntegrationCall; algorithm: AlgorithmName }> {
  const read = (algorithm: AlgorithmName) =>
    client.call({
      operation: "config",
      method: "GET",
      path: "config",
      timeoutMs: TEST_TIMEOUT_MS,
      signing: { algorithm },
    });
  const config = await read("hs2019");
  if (config.status !== 401) return { config, algorithm: "hs2019" };
  const other = await read("hmac-sha256");
  return isSuccess(other) ? { config: other, algorithm: "hmac-sha256" } : { config, algorithm: "hs2019" };
}

type Known = Omit<SuiteContext, "demo" | "givenUrl" | "expectedCheckType">;

function suiteOf(options: ValidateOptions, known: Known): SuiteContext {
  const demo = new DemoRuns({
    baseUrl: options.baseUrl,
    secret: options.secret,
    integration: known.integration,
    receiver: known.receiver,
    timeScale: options.timeScale ?? timeScaleFor(known.integration),
    callbackDeadlineMs: options.callbackDeadlineMs ?? DEFAULT_DEADLINE_MS,
    fetchUnannounced: true,
    signing: { algorithm: known.algorithm },
    transport: options.transport,
    ...(options.allowPlainHttp === undefined ? {} : { allowPlainHttp: options.allowPlainHttp }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return { ...known, demo, givenUrl: options.baseUrl, expectedCheckType: options.checkType ?? null };
}

/** Nobody wants to wait two minutes for a demo result; the polls still come one after the other. */
function timeScaleFor({ plan }: Integration): number {
  if (!plan.type.endsWith("_POLLING")) return 0.1;
  const longest = Math.max(plan.polling.initialIntervalMs, plan.polling.pollingIntervalMs, 1);
  return Math.min(1, 1000 / longest);
}

async function runSuite(
  suite: SuiteContext,
  options: ValidateOptions,
  signingKey: SigningKey,
): Promise<ValidationTest[]> {
  const how = {
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    onTest: options.onTest,
    signal: options.signal,
  };
  const connection = connectionTests({
    probesTls: options.transport === undefined,
    givenUrl: suite.givenUrl,
    url: suite.client.baseUrl,
    metadata: suite.metadata,
  });
  // The original stops after one test when nobody answers (PROTOCOL 14.1).
  if (suite.metadata.error !== null) return runTests(connection.slice(0, 1), how);
  const configuration = configurationTests(suite.config, suite.expectedCheckType);
  const cases = [...connection, ...securityTests(suite, signingKey), ...configuration];
  const readable = isSuccess(suite.config) && suite.config.json !== null;
  if (!readable) return inOrder(await runTests(cases, how));
  const first = await runTests(
    [...cases, ...demoResultTests(suite), ...demoRuleTests(suite), ...templateTests(suite)],
    how,
  );
  const last = await runTests([demoStatusTest(suite), parallelTest(suite)], { ...how, concurrency: 1 });
  return inOrder([...first, ...last]);
}

/** Group by group, and within a group by the number of PROTOCOL 14.2. */
function inOrder(tests: ValidationTest[]): ValidationTest[] {
  const groups = GROUPS.map(({ name }) => name);
  const place = (test: ValidationTest) =>
    groups.indexOf(test.group) * 1000 + Number(/\d+/.exec(test.id)?.[0] ?? 0);
  return tests.toSorted((left, right) => place(left) - place(right));
}

function reportOf(
  url: string,
  {
    startedAtMs,
    integration,
    metadata,
    tests,
  }: { startedAtMs: number; integration: Integration; metadata: IntegrationCall; tests: ValidationTest[] },
): ValidationReport {
  const broken = tests.some(({ severity, outcome }) => severity === "must" && outcome === "failed");
  return {
    state: metadata.error !== null ? "unreachable" : broken ? "failed" : "passed",
    url,
    startedAtMs,
    durationMs: Date.now() - startedAtMs,
    integration: {
      apiVersion: integration.protocolVersion ?? null,
      providerName: integration.providerName,
      checkType: integration.checkType,
      checkTemplate: integration.plan.type,
    },
    tests,
  };
}
