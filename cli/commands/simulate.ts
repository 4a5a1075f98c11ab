import { InvalidInputError } from "@/lib/errors";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { FAULTS, parseFaults } from "@/lib/simulator/faults";
import { closeIdleConnections } from "@/lib/simulator/http-call";
import { Receiver } from "@/lib/simulator/receiver";
import { simulateCheck, type SimulateOptions, type SimulationResult } from "@/lib/simulator/run-check";
import { UsageError, type Command, type CommandInput } from "../command";
import { readObjectFile } from "../read-file";
import { simulationExitCode, SimulationReport } from "../simulation-report";

/** At most so many checks at once; more would measure the simulator, not the integration. */
const CONCURRENCY = 8;

export const SIMULATE: Command = {
  name: "simulate",
  summary: "Act as Maxsight: run checks through any integration and show every step",
  args: ["<integration-url>"],
  usageExitCode: 1,
  flags: {
    secret: { value: "base64", help: "the secret shared with the integration", required: true },
    demo: { value: "DEMO_RESULT", help: "the demo result to ask for (default ANY)" },
    live: { help: "a live check: the integration asks its provider" },
    input: { value: "file", help: "check_input, JSON or YAML (default: a sample that fits the check type)" },
    config: { value: "file", help: "values for provider_config (default: the declared defaults)" },
    credentials: { value: "file", help: "values for provider_credentials" },
    relationship: { value: "DIRECT|PASSFORT", help: "commercial_relationship (default DIRECT)" },
    checks: { value: "n", help: "how many checks to run (default 1)" },
    updates: { value: "n", help: "monitored checks: updates to take before cancelling (default 1)" },
    "keep-monitoring": { help: "monitored checks: do not cancel at the end" },
    port: { value: "p", help: "where to listen for callbacks (default: any free port)" },
    "public-url": {
      value: "u",
      help: "how the integration reaches that port (default http://127.0.0.1:<port>)",
    },
    "time-scale": {
      value: "x",
      help: "multiply the waits of the sequence: 0.1 polls ten times as fast (default 1)",
    },
    deadline: { value: "seconds", help: "how long a callback may take to arrive (default 900)" },
    "lenient-dates": { help: "accept callbacks whose Date does not end in GMT" },
    "open-links": { help: "open external resources with a signed link, as a user would" },
    "allow-http": { help: "call plain http on another machine" },
    fault: { value: "name[=value]", help: "do something wrong on purpose", multiple: true },
  },
  notes: [
    "Faults:",
    ...Object.entries(FAULTS).map(
      ([name, fault]) => `  ${name}${fault.value === undefined ? "" : `=<${fault.value}>`}: ${fault.help}`,
    ),
    "",
    "Exit code: 0 completed, 2 errored as an integration may, 1 anything else.",
  ].join("\n"),
  examples: [
    'simulate http://127.0.0.1:4400/p/acme-identity/ --secret "$SECRET" --demo ANY',
    'simulate https://integration.example/ --secret "$SECRET" --live --input person.json --port 4500',
    'simulate http://127.0.0.1:4400/p/acme-fetch/ --secret "$SECRET" --fault callback-500=2 --json',
  ],
  run: runSimulate,
};

async function runSimulate(input: CommandInput): Promise<number> {
  const options = optionsOf(input);
  const receiver = new Receiver({
    port: numberFlag(input, "port", 0),
    lenientDates: input.on("lenient-dates"),
    ...(input.text("public-url") === undefined ? {} : { publicUrl: String(input.text("public-url")) }),
  });
  const report = new SimulationReport(input.json);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once("SIGINT", onInterrupt);
  await receiver.start();
  report.listening(receiver.url);
  try {
    const count = numberFlag(input, "checks", 1);
    const results = await runChecks(
      { ...options, receiver, signal: stop.signal, onStep: report.step },
      { count, report },
    );
    return Math.max(...results.map(simulationExitCode), 0) === 0 ? 0 : combine(results);
  } finally {
    process.off("SIGINT", onInterrupt);
    await receiver.stop();
    closeIdleConnections();
  }
}

/** Several checks: anything that is neither completed nor errored decides, then errored. */
function combine(results: readonly SimulationResult[]): number {
  return results.some((result) => simulationExitCode(result) === 1) ? 1 : 2;
}

async function runChecks(
  options: SimulateOptions,
  { count, report }: { count: number; report: SimulationReport },
): Promise<SimulationResult[]> {
  const results: SimulationResult[] = [];
  let started = 0;
  const lane = async () => {
    while (started < count) {
      started += 1;
      const result = await simulateCheck(options);
      results.push(result);
      report.ended(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, count) }, lane));
  report.summary(results);
  return results;
}

function optionsOf(input: CommandInput): SimulateOptions {
  if (input.on("live") && input.text("demo") !== undefined)
    throw new UsageError("Give either --demo or --live, not both.");
  const file = (flag: string) => {
    const path = input.text(flag);
    return path === undefined ? undefined : readObjectFile(path);
  };
  const secret = input.text("secret") ?? "";
  parseSecret(secret, { requireLength32: true });
  const given = {
    checkInput: file("input"),
    providerConfig: file("config"),
    credentials: file("credentials"),
  };
  return {
    baseUrl: input.args[0] ?? "",
    secret,
    demoResult: input.on("live") ? null : (input.text("demo") ?? "ANY"),
    relationship: relationshipOf(input.text("relationship") ?? "DIRECT"),
    timeScale: numberFlag(input, "time-scale", 1),
    callbackDeadlineMs: numberFlag(input, "deadline", 900) * 1000,
    monitoring: { updates: numberFlag(input, "updates", 1), cancel: !input.on("keep-monitoring") },
    faults: parseFaults(input.texts("fault")),
    openLinks: input.on("open-links"),
    allowPlainHttp: input.on("allow-http"),
    ...(given.checkInput === undefined ? {} : { checkInput: given.checkInput }),
    ...(given.providerConfig === undefined ? {} : { providerConfig: given.providerConfig }),
    ...(given.credentials === undefined ? {} : { credentials: given.credentials }),
  };
}

function relationshipOf(text: string): "DIRECT" | "PASSFORT" {
  if (text === "DIRECT" || text === "PASSFORT") return text;
  throw new InvalidInputError(`--relationship is DIRECT or PASSFORT, not "${text}".`);
}

function numberFlag(input: CommandInput, flag: string, fallback: number): number {
  const text = input.text(flag);
  const value = text === undefined ? fallback : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`--${flag} takes a number, not "${text}".`);
}
