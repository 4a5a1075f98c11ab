import { writeFileSync } from "node:fs";
import { closeIdleConnections } from "@/lib/simulator/http-call";
import { Receiver } from "@/lib/simulator/receiver";
import { validateIntegration, type ValidateOptions } from "@/lib/validation/validate-integration";
import { CommandError, UsageError, type Command, type CommandInput } from "../command";
import { junitOf } from "@/lib/validation/junit";
import { printJson, printLine } from "../print";
import { describeReport, reportToJson, validationExitCode } from "../validation-report";

export const VALIDATE: Command = {
  name: "validate",
  summary: "Run Maxsight's validation suite against any integration",
  args: ["<integration-url>"],
  flags: {
    secret: { value: "base64", help: "the secret shared with the integration", required: true },
    type: { value: "CHECK_TYPE", help: "the check type it is registered as (default: what it says)" },
    junit: { value: "file", help: "also write the result as JUnit XML" },
    port: { value: "p", help: "where to listen for callbacks (default: any free port)" },
    "public-url": {
      value: "u",
      help: "how the integration reaches that port (default http://127.0.0.1:<port>)",
    },
    concurrency: { value: "n", help: "tests at once (default 8)" },
    deadline: { value: "seconds", help: "how long a callback may take (default 15)" },
    "time-scale": { value: "x", help: "multiply the waits between polls (default: at most a second each)" },
    "allow-http": { help: "call plain http on another machine" },
    verbose: { help: "show what was sent and received for every test", short: "v" },
  },
  notes:
    "Only demo requests are sent. Exit code: 0 all green or only advice, 1 a must failed, 3 nobody answered.",
  examples: [
    'validate http://127.0.0.1:4400/p/acme-identity/ --secret "$SECRET" --port 4500',
    'validate https://integration.example/ --secret "$SECRET" --junit validation.xml',
  ],
  run: runValidate,
};

async function runValidate(input: CommandInput): Promise<number> {
  const publicUrl = input.text("public-url");
  const receiver = new Receiver({
    port: numberFlag(input, "port") ?? 0,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once("SIGINT", onInterrupt);
  await receiver.start();
  try {
    const report = await validateIntegration({ ...optionsOf(input), receiver, signal: stop.signal });
    const junit = input.text("junit");
    if (junit !== undefined) writeReport(junit, junitOf(report));
    if (input.json) printJson(reportToJson(report));
    else printLine(describeReport(report, { verbose: input.on("verbose") }));
    return validationExitCode(report);
  } finally {
    process.off("SIGINT", onInterrupt);
    await receiver.stop();
    closeIdleConnections();
  }
}

function optionsOf(input: CommandInput): ValidateOptions {
  const [deadline, concurrency, timeScale] = [
    numberFlag(input, "deadline"),
    numberFlag(input, "concurrency"),
    numberFlag(input, "time-scale"),
  ];
  const checkType = input.text("type");
  return {
    baseUrl: input.args[0] ?? "",
    secret: input.text("secret") ?? "",
    allowPlainHttp: input.on("allow-http"),
    ...(checkType === undefined ? {} : { checkType }),
    ...(concurrency === undefined ? {} : { concurrency: Math.max(1, Math.floor(concurrency)) }),
    ...(deadline === undefined ? {} : { callbackDeadlineMs: deadline * 1000 }),
    ...(timeScale === undefined ? {} : { timeScale }),
  };
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(`Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function numberFlag(input: CommandInput, flag: string): number | undefined {
  const text = input.text(flag);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`--${flag} takes a number, not "${text}".`);
}
