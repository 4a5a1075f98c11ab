import type { RunItem } from "@/components/simulation/run-item";
import { whatText } from "@/components/simulation/run-list";
import {
  type FaultOption,
  FIRST_VALUES,
  type SimulatorProvider,
  type SimulatorValues,
} from "@/components/simulation/simulator-values";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import { demoValuesFor } from "@/lib/protocol/demo/demo-values";
import { callsMaxsight } from "@/lib/services/own-maxsight";
import type { Provider } from "@/lib/services/providers";
import type { Simulation } from "@/lib/services/simulations";
import { FAULTS } from "@/lib/simulator/faults";

/** A provider as the form offers it. */
export function toSimulatorProvider(provider: Provider, canCallLoopback: boolean): SimulatorProvider {
  return {
    slug: provider.slug,
    name: provider.name,
    url: provider.url,
    status: provider.status,
    checkType: provider.checkType,
    template: provider.checkTemplate,
    demoValues: demoValuesFor(parseConfigDocument(provider.config)).map(({ value }) => value),
    isCutOff: callsMaxsight(provider) && !canCallLoopback,
  };
}

export const FAULT_OPTIONS: readonly FaultOption[] = Object.entries(FAULTS).map(
  ([name, { help, value }]) => ({
    name,
    help,
    value: value ?? null,
  }),
);

const ORDER = ["protocol_error", "timed_out", "errored", "completed"] as const;

/** A run as the list shows it. */
export function toRunItem(run: Omit<Simulation, "steps">): RunItem {
  return {
    id: run.id,
    target: run.provider?.name ?? run.url,
    what: whatText(run.plan.demoResult, run.plan.checks, run.plan.faults),
    state: run.state,
    counts: ORDER.map((state) => ({
      state,
      count: run.checks.filter((check) => check.state === state).length,
    })).filter(({ count }) => count > 0),
    violations: run.violations,
    startedAt: run.startedAt.toISOString(),
    actor: run.actorLabel,
  };
}

/** The form as an earlier run was asked; what was secret has to be typed again. */
export function valuesOf({ provider, url, port, plan }: Simulation): SimulatorValues {
  const faults = plan.faults.map((fault) => {
    const [name = "", ...rest] = fault.split("=");
    return [name, rest.join("=")] as const;
  });
  return {
    ...FIRST_VALUES,
    targetKind: provider === null ? "url" : "provider",
    slug: provider?.slug ?? "",
    url: provider === null ? url : "",
    port: port === null ? "" : String(port),
    mode: plan.demoResult === null ? "live" : "demo",
    demoResult: plan.demoResult ?? "ANY",
    inputKind: plan.checkInput === null ? "sample" : "custom",
    input: plan.checkInput === null ? "" : JSON.stringify(plan.checkInput, null, 2),
    checks: String(plan.checks),
    timeScale: String(plan.timeScale),
    deadline: String(plan.deadlineSeconds),
    faults: Object.fromEntries(faults.map(([name]) => [name, true])),
    faultValues: Object.fromEntries(faults),
  };
}
