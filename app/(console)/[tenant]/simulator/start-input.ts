import { chosenFaults, type SimulatorValues } from "@/components/simulation/simulator-values";
import { InvalidInputError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse-input";
import { StartSimulationInput } from "@/lib/services/simulations";

/** The form as the verb takes it. Throws InvalidInputError that names the member. */
export function toStartInput(values: SimulatorValues): StartSimulationInput {
  const isLive = values.mode === "live";
  return parseInput(StartSimulationInput, {
    target:
      values.targetKind === "provider"
        ? { kind: "provider", slug: values.slug }
        : {
            kind: "url",
            url: values.url,
            secret: values.secret,
            port: values.port.trim() === "" ? null : Number(values.port),
          },
    demoResult: isLive ? null : values.demoResult.trim(),
    checkInput: values.inputKind === "custom" ? readJson("/checkInput", values.input) : null,
    credentials:
      isLive && values.credentials.trim() !== "" ? readJson("/credentials", values.credentials) : null,
    faults: chosenFaults(values),
    checks: Number(values.checks),
    timeScale: Number(values.timeScale),
    deadlineSeconds: Number(values.deadline),
  });
}

function readJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError("The form cannot be read.", [{ path, message: "It is not JSON." }], {
      cause,
    });
  }
}
