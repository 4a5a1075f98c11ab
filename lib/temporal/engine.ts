import { type Client, WithStartWorkflowOperation } from "@temporalio/client";
import { messageOf } from "@/lib/errors";
import type { Logger } from "@/lib/observability/logger";
import type { CheckRef, Engine } from "@/lib/services/context";
import { Circuit } from "./circuit";
import { isServerGone, openClient, type TemporalSettings, within } from "./connection";
import {
  LIFECYCLE_TASK_QUEUE,
  type LifecycleContract,
  type LifecycleInput,
  type LifecycleRun,
  lifecycleOf,
  STARTED_UPDATE,
  type StartedAnswer,
  WAKE_SIGNAL,
} from "./contracts/check-lifecycle";
import { WaitLimit } from "./wait-limit";

const WAKE_MS = 1000;
const HEALTH_MS = 1000;
/** The start answer may take 2.5 s in all; this leaves room for Postgres and a busy machine. */
const START_WAIT_MS = 1800;

/** What `/api/health` shows of the engine. `lastPollAgeMs` is null when no worker ever asked for work. */
export type EngineHealth = { isReachable: boolean; workers: number; lastPollAgeMs: number | null };

export type TemporalEngine = Engine & {
  /** False while Temporal is known to be away; then nothing is worth claiming. */
  isAvailable: () => boolean;
  health: () => Promise<EngineHealth>;
  close: () => Promise<void>;
};

/** The `Engine` port over Temporal. Connects lazily; while Temporal is known to be down every call answers at once. */
export function createEngine(settings: TemporalSettings, log: Logger): TemporalEngine {
  const client = openClient(settings);
  const circuit = new Circuit(
    () => within(client, HEALTH_MS, () => client.workflowService.getSystemInfo({})),
    (isOpen) =>
      isOpen ? log.warn("temporal is away; checks wait in Postgres") : log.info("temporal is back"),
  );
  return {
    wake: (ref) => wake({ client, circuit, log }, ref),
    startAndWait: boundedStart({ client, circuit, log }),
    isAvailable: () => !circuit.isOpen,
    health: () => readHealth(client, settings.TEMPORAL_NAMESPACE),
    close: async () => {
      circuit.close();
      await client.connection.close();
    },
  };
}

type Parts = { client: Client; circuit: Circuit; log: Logger };

/** One run at a time per check; a check whose lifecycle ended gets a new one, which reads the row and ends. */
function startOptions(contract: LifecycleContract, ref: CheckRef, isNew: boolean) {
  const input: LifecycleInput = { tenantId: ref.tenantId, checkId: ref.checkId, ...(isNew ? { isNew } : {}) };
  return {
    workflowId: contract.workflowId(input),
    taskQueue: contract.taskQueue,
    args: [input] as [LifecycleInput],
    workflowIdReusePolicy: "ALLOW_DUPLICATE" as const,
    workflowIdConflictPolicy: "USE_EXISTING" as const,
    // One tenant's burst must not starve the others.
    priority: { fairnessKey: ref.tenantId },
  };
}

async function wake({ client, circuit, log }: Parts, ref: CheckRef): Promise<boolean> {
  const contract = lifecycleOf(ref.template);
  if (contract === null || circuit.isOpen) return false;
  try {
    const options = { ...startOptions(contract, ref, false), signal: WAKE_SIGNAL };
    await within(client, WAKE_MS, () => client.workflow.signalWithStart(contract.name, options));
    return true;
  } catch (error) {
    log.warn({ checkId: ref.checkId, reason: messageOf(error) }, "the engine did not take a wake");
    circuit.trip();
    return false;
  }
}

function boundedStart(parts: Parts): Engine["startAndWait"] {
  const limit = new WaitLimit();
  return async (ref) => {
    const contract = lifecycleOf(ref.template);
    if (contract === null || parts.circuit.isOpen) return "unknown";
    return (await limit.wait(() => startAndWait(parts, contract, ref))) ?? "unknown";
  };
}

async function startAndWait(
  { client, circuit, log }: Parts,
  contract: LifecycleContract,
  ref: CheckRef,
): Promise<StartedAnswer | "unknown"> {
  const operation = new WithStartWorkflowOperation<LifecycleRun>(
    contract.name,
    startOptions(contract, ref, true),
  );
  operation.workflowHandle().catch(() => {});
  try {
    return await within(client, START_WAIT_MS, () =>
      client.workflow.executeUpdateWithStart<LifecycleRun, StartedAnswer, []>(STARTED_UPDATE, {
        startWorkflowOperation: operation,
      }),
    );
  } catch (error) {
    log.debug({ checkId: ref.checkId, reason: messageOf(error) }, "the first step was not seen in time");
    if (isServerGone(error)) circuit.trip();
    else void circuit.suspect();
    return "unknown";
  }
}

async function readHealth(client: Client, namespace: string): Promise<EngineHealth> {
  try {
    const { pollers } = await within(client, HEALTH_MS, () =>
      client.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: LIFECYCLE_TASK_QUEUE },
        taskQueueType: 1,
      }),
    );
    const ages = (pollers ?? []).map(
      (poller) => Date.now() - Number(poller.lastAccessTime?.seconds ?? 0) * 1000,
    );
    return {
      isReachable: true,
      workers: ages.length,
      lastPollAgeMs: ages.length === 0 ? null : Math.min(...ages),
    };
  } catch {
    return { isReachable: false, workers: 0, lastPollAgeMs: null };
  }
}
