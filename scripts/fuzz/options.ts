import { parseArgs } from "node:util";
import { toNumber } from "../rig/number-options";
import { readCommandLine } from "../rig/read-command-line";

const DOORS = ["direct", "next"] as const;

export type FuzzOptions = {
  requests: number;
  /** The same one gives the same requests, whatever the connections. */
  seed: number;
  connections: number;
  /** Which door of the server is asked (GATEHOUSE_PROTOCOL_DOOR). */
  door: (typeof DOORS)[number];
};

const HELP = `npm run fuzz -- [options]

  --requests N     generated requests (default 100000)
  --seed N         chooses them (default: random, printed)
  --connections N  at a time (default 32)
  --door NAME      direct or next (default direct)

Needs a build (npm run build). Exits 1 when a request is answered 5xx or not at all, or the server fails inside or ends.`;

/** Ends the process for `--help` and for options that cannot be used. */
export function readFuzzOptions(argv: string[]): FuzzOptions {
  return readCommandLine(HELP, () => {
    const { values } = parseArgs({
      args: argv,
      options: {
        requests: { type: "string", default: "100000" },
        seed: { type: "string", default: String(Date.now() % 2 ** 31) },
        connections: { type: "string", default: "32" },
        door: { type: "string", default: "direct" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return null;
    const door = DOORS.find((name) => name === values.door);
    if (door === undefined) throw new Error(`--door knows ${DOORS.join(" and ")}, not "${values.door}"`);
    return {
      requests: toNumber("requests", values.requests),
      seed: toNumber("seed", values.seed),
      connections: toNumber("connections", values.connections),
      door,
    };
  });
}
