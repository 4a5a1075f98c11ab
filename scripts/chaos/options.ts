import { parseArgs } from "node:util";
import { toNumber } from "../rig/number-options";
import { readCommandLine } from "../rig/read-command-line";
import { PROCESSES, type ProcessName } from "../rig/crash";

export type ChaosOptions = {
  rounds: number;
  /** Chooses checks, victims and moments; what the machine does in between is not repeatable. */
  seed: number;
  /** Checks begun per second. */
  rate: number;
  /** How long everything may take to end after the last kill. */
  settleMs: number;
  /** Processes that are killed. */
  victims: ProcessName[];
};

const HELP = `npm run chaos -- [options]

  --rounds N   kills of a process under load (default 30)
  --seed N     chooses checks, victims and moments (default: random, printed)
  --rate N     checks begun per second (default 5)
  --settle S   seconds that everything may take to end after the last kill (default 180)
  --kill LIST  only these of ${PROCESSES.join(",")} (default: all)`;

/** Ends the process for `--help` and for options that cannot be used. */
export function readChaosOptions(argv: string[]): ChaosOptions {
  return readCommandLine(HELP, () => parseChaosOptions(argv));
}

function parseChaosOptions(argv: string[]): ChaosOptions | null {
  const { values } = parseArgs({
    args: argv,
    options: {
      rounds: { type: "string", default: "30" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
      rate: { type: "string", default: "5" },
      settle: { type: "string", default: "180" },
      kill: { type: "string", default: PROCESSES.join(",") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return null;
  return {
    rounds: toNumber("rounds", values.rounds),
    seed: toNumber("seed", values.seed),
    rate: toNumber("rate", values.rate),
    settleMs: toNumber("settle", values.settle) * 1000,
    victims: values.kill.split(",").map(toProcessName),
  };
}

function toProcessName(text: string): ProcessName {
  const name = PROCESSES.find((each) => each === text.trim());
  if (name === undefined) throw new Error(`--kill knows ${PROCESSES.join(", ")}, not "${text}"`);
  return name;
}
