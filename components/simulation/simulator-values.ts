import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { ProviderStatus } from "@/components/provider/provider-item";
import { simulateCommand } from "./simulate-command";

/** A provider that can be simulated against. */
export type SimulatorProvider = {
  slug: string;
  name: string;
  url: string;
  status: ProviderStatus;
  checkType: CheckType;
  template: CheckTemplate;
  /** The demo results it offers, required ones first. */
  demoValues: readonly string[];
  /** Its callbacks cannot reach the simulator here. */
  isCutOff: boolean;
};

/** One fault by its name on the command line. */
export type FaultOption = { name: string; help: string; value: string | null };

/** The form as it stands; everything is text until the server reads it. */
export type SimulatorValues = {
  targetKind: "provider" | "url";
  slug: string;
  url: string;
  secret: string;
  port: string;
  mode: "demo" | "live";
  demoResult: string;
  inputKind: "sample" | "custom";
  input: string;
  credentials: string;
  checks: string;
  timeScale: string;
  deadline: string;
  /** By fault name: whether it is played, and its value. */
  faults: Record<string, boolean>;
  faultValues: Record<string, string>;
};

export const FIRST_VALUES: SimulatorValues = {
  targetKind: "provider",
  slug: "",
  url: "",
  secret: "",
  port: "",
  mode: "demo",
  demoResult: "ANY",
  inputKind: "sample",
  input: "",
  credentials: "",
  checks: "1",
  timeScale: "0.1",
  deadline: "60",
  faults: {},
  faultValues: {},
};

/** The faults that are played, as `name` or `name=value`. */
export function chosenFaults({
  faults,
  faultValues,
}: Pick<SimulatorValues, "faults" | "faultValues">): string[] {
  return Object.entries(faults)
    .filter(([, isOn]) => isOn)
    .map(([name]) => {
      const value = faultValues[name]?.trim() ?? "";
      return value === "" ? name : `${name}=${value}`;
    });
}

/** The form as a command; `url` is where it goes. */
export function commandOf(values: SimulatorValues, url: string): string {
  return simulateCommand({
    url: url === "" ? "https://…" : url,
    demoResult: values.mode === "live" ? null : values.demoResult.trim() || "ANY",
    hasInput: values.inputKind === "custom",
    hasCredentials: values.mode === "live" && values.credentials.trim() !== "",
    checks: Number(values.checks) || 1,
    timeScale: Number(values.timeScale),
    deadlineSeconds: Number(values.deadline) || 60,
    faults: chosenFaults(values),
    port: values.targetKind === "url" && values.port.trim() !== "" ? Number(values.port) : null,
  });
}
