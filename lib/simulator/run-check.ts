import { randomUUID } from "node:crypto";
import { parseSecret, type SigningKey } from "@/lib/protocol/signature/secret";
import { buildInput, imageIdsOf } from "./build-input";
import { IntegrationClient, type Transport } from "./client";
import { downloadFiles, inspectFetchable } from "./download-files";
import { EXACT, type SimulatorFaults } from "./faults";
import type { Finding } from "./findings";
import { isObject } from "./inspect-answer";
import { defaultConfig, sampleCredentials, type Integration } from "./integration";
import { inspectRetries } from "./inspect-retries";
import { openLinks } from "./open-links";
import { readIntegration } from "./read-integration";
import { Receiver, type Arrival } from "./receiver";
import { Run, type EndState, type Ending, type MonitoringPlan, type RunSetup } from "./run";
import type { SigningVariation } from "./signing";
import { sampleImage } from "./sample-image";
import { runSequence } from "./templates/sequence";
import type { SimulatorStep, StepListener } from "./trace";

type Json = Record<string, unknown>;

export type SimulateOptions = {
  baseUrl: string;
  /** The shared secret in base64. */
  secret: string;
  /** The demo result to ask for; null for a live check. */
  demoResult?: string | null;
  checkId?: string;
  /** Absent: a sample that fits the check type. */
  checkInput?: Json;
  /** Absent: the defaults that the integration declares. */
  providerConfig?: Json;
  /** Absent: sample values for demo checks, none for live ones. */
  credentials?: Json;
  relationship?: "DIRECT" | "PASSFORT";
  /** One receiver for many checks; without it the check opens and closes its own on a free port. */
  receiver?: Receiver;
  /** What `readIntegration` found, to save reading it for every check. */
  integration?: Integration;
  timeScale?: number;
  callbackDeadlineMs?: number;
  fetchUnannounced?: boolean;
  monitoring?: Partial<MonitoringPlan>;
  faults?: SimulatorFaults;
  /** How every call is signed, beside what the faults say. */
  signing?: SigningVariation;
  /** Open external resources with a signed link. */
  openLinks?: boolean;
  allowPlainHttp?: boolean;
  transport?: Transport | undefined;
  signal?: AbortSignal;
  now?: () => number;
  onStep?: StepListener;
};

export type SimulationResult = {
  state: EndState;
  checkId: string;
  /** Why it did not complete; null when it did. */
  reason: string | null;
  providerId: string | null;
  reference: string | null;
  /** `result` of the final answer, else its `check_output`. */
  result: unknown;
  errors: unknown[];
  /** The final answer as it came. */
  answer: Json | null;
  /** Monitored checks: every answer to `get_result`, oldest first. */
  updates: Json[];
  customData: Json;
  findings: Finding[];
  downloadedFiles: number;
};

const DEFAULT_DEADLINE_MS = 15 * 60_000;

/**
 * Runs one check against an integration as Maxsight would, whatever its template, and says how it ended. Never
 * throws for what the integration does; throws InvalidInputError for options that cannot be used.
 */
export async function simulateCheck(options: SimulateOptions): Promise<SimulationResult> {
  const checkId = options.checkId ?? randomUUID();
  const signingKey = parseSecret(options.secret, { requireLength32: true });
  const faults = options.faults ?? EXACT;
  const client = new IntegrationClient({
    baseUrl: options.baseUrl,
    signingKey,
    variation: { ...options.signing, ...faults.signing },
    slowBodyMs: faults.slowBodyMs,
    signal: options.signal,
    transport: options.transport,
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.allowPlainHttp === undefined ? {} : { allowPlainHttp: options.allowPlainHttp }),
  });
  const emit = (step: SimulatorStep) => options.onStep?.(step);
  const read = await learnIntegration(options, client, emit);
  if (!read.ok) return unread(checkId, read.timedOut ? "timed_out" : "protocol_error", read.problem);
  const receiver = options.receiver ?? (await ownReceiver(read.integration));
  receiver?.trust(signingKey);
  try {
    const setup = setupOf(options, {
      checkId,
      client,
      integration: read.integration,
      receiver,
      faults,
      emit,
    });
    return await runOne(new Run(setup), signingKey, options.openLinks === true);
  } finally {
    if (options.receiver === undefined) await receiver?.stop();
  }
}

async function runOne(run: Run, signingKey: SigningKey, links: boolean): Promise<SimulationResult> {
  const { receiver, members, integration } = run.setup;
  const revokeImages = receiver?.grantImages(imageIdsOf(members.checkInput).map(sampleImage));
  const attemptTimesMs: number[] = [];
  const stopListening = receiver?.onArrival((arrival) => {
    if (run.pair !== null && arrival.reference === run.pair.reference) attemptTimesMs.push(arrival.atMs);
    if (concerns(arrival, run))
      run.setup.emit({ kind: "arrival", arrival, atMs: arrival.atMs, checkId: run.setup.checkId });
  });
  try {
    const ending = await runSequence(run);
    const downloadedFiles = await followUp(run, ending, { signingKey, links });
    // Updates of a monitored check are calls of their own, not retries.
    if (integration.plan.type === "ONE_TIME_CALLBACK") run.find("callbacks", inspectRetries(attemptTimesMs));
    enterEnd(run, ending);
    return resultOf(run, ending, { downloadedFiles, checkType: integration.checkType });
  } finally {
    stopListening?.();
    revokeImages?.();
  }
}

function enterEnd(run: Run, ending: Ending): void {
  if (ending.state === "timed_out") run.enter("TIMED_OUT");
  else if (ending.state !== "completed") run.enter("ERRORED");
  // A monitored check was done with its first result and has moved on since.
  else if (!run.setup.integration.plan.type.startsWith("MONITORED_")) run.enter("DONE");
}

/** What Maxsight does once it has a result: fetch the documents' files, let users open the links. */
async function followUp(
  run: Run,
  ending: Ending,
  how: { signingKey: SigningKey; links: boolean },
): Promise<number> {
  if (ending.state !== "completed" || ending.answer === null) return 0;
  if (how.links) await openLinks(run, ending.answer, how.signingKey);
  const { checkType } = run.setup.integration;
  if (checkType !== "DOCUMENT_FETCH" && checkType !== "DOCUMENT_CAPTURE") return 0;
  inspectFetchable(run, ending.answer);
  return downloadFiles(run, ending.answer);
}

type Learned = { ok: true; integration: Integration } | { ok: false; problem: string; timedOut: boolean };

async function learnIntegration(
  options: SimulateOptions,
  client: IntegrationClient,
  emit: (step: SimulatorStep) => void,
): Promise<Learned> {
  if (options.integration !== undefined) return { ok: true, integration: options.integration };
  const read = await readIntegration(client);
  const now = options.now ?? Date.now;
  for (const call of read.calls) emit({ kind: "call", call, atMs: call.startedAtMs, checkId: null });
  if (!read.ok) return read;
  const { providerName, checkType, plan } = read.integration;
  emit({
    kind: "integration",
    name: providerName,
    checkType,
    template: plan.type,
    atMs: now(),
    checkId: null,
  });
  return read;
}

/** Only what can be called back needs a receiver: the callback templates, and image downloads. */
async function ownReceiver(integration: Integration): Promise<Receiver | null> {
  const needed =
    integration.plan.type.endsWith("_CALLBACK") || integration.checkType === "DOCUMENT_VERIFICATION";
  if (!needed) return null;
  const receiver = new Receiver();
  await receiver.start();
  return receiver;
}

function setupOf(
  options: SimulateOptions,
  known: Pick<RunSetup, "checkId" | "client" | "integration" | "receiver" | "faults" | "emit">,
): RunSetup {
  const demoResult = options.demoResult ?? null;
  const credentials =
    options.credentials ?? (demoResult === null ? {} : sampleCredentials(known.integration));
  return {
    ...known,
    members: {
      checkInput: options.checkInput ?? buildInput(known.integration),
      demoResult,
      relationship: options.relationship ?? "DIRECT",
      providerConfig: { ...defaultConfig(known.integration), ...options.providerConfig },
      credentials,
    },
    timeScale: options.timeScale ?? 1,
    callbackDeadlineMs: options.callbackDeadlineMs ?? DEFAULT_DEADLINE_MS,
    fetchUnannounced: options.fetchUnannounced === true,
    monitoring: { updates: 1, cancel: true, ...options.monitoring },
    signal: options.signal,
    now: options.now ?? Date.now,
  };
}

/** Calls about this check, and calls that cannot be laid at any check's door. */
function concerns(arrival: Arrival, run: Run): boolean {
  if (arrival.route === "image")
    return arrival.imageId === null || imageIdsOf(run.setup.members.checkInput).includes(arrival.imageId);
  if (arrival.reference === null) return true;
  return run.pair !== null && arrival.reference === run.pair.reference;
}

function resultOf(
  run: Run,
  ending: Ending,
  extra: { downloadedFiles: number; checkType: string },
): SimulationResult {
  const answer = ending.answer;
  return {
    state: ending.state,
    checkId: run.setup.checkId,
    reason: ending.reason,
    providerId: run.pair?.providerId ?? null,
    reference: run.pair?.reference ?? null,
    result: ending.state === "completed" ? (answer?.["result"] ?? answer?.["check_output"] ?? null) : null,
    errors: isObject(answer) && Array.isArray(answer["errors"]) ? answer["errors"] : [],
    answer,
    updates: run.updates,
    customData: run.customData,
    findings: run.findings,
    downloadedFiles: extra.downloadedFiles,
  };
}

const unread = (checkId: string, state: EndState, reason: string): SimulationResult => ({
  state,
  checkId,
  reason,
  providerId: null,
  reference: null,
  result: null,
  errors: [],
  answer: null,
  updates: [],
  customData: {},
  findings: [],
  downloadedFiles: 0,
});
