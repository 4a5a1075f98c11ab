import type { Command, Flag } from "./command";
import { COMMON_FLAGS } from "./parse-command";

const CALL = "npm run -s gatehouse --";

/** The list of all commands. */
export function overviewHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    "gatehouse: the command line of the gateway between Maxsight and data providers",
    "",
    `Usage: ${CALL} <command> [flags]        (--help after any command explains it)`,
    "",
    ...lines,
    "",
    "Commands marked * work on the database: DATABASE_URL, or the data directory that `npm run up` made.",
    "The others talk to the management API: GATEHOUSE_URL (default http://127.0.0.1:4400) and GATEHOUSE_API_KEY.",
    "",
  ].join("\n");
}

/** Everything about one command. */
export function commandHelp(command: Command): string {
  const args = (command.args ?? []).join(" ");
  const flags = Object.entries({ ...command.flags, ...COMMON_FLAGS });
  const width = Math.max(...flags.map(([name, flag]) => flagText(name, flag).length));
  return [
    command.summary,
    "",
    `Usage: ${CALL} ${[command.name, args].filter((part) => part !== "").join(" ")} [flags]`,
    "",
    "Flags:",
    ...flags.map(([name, flag]) => `  ${flagText(name, flag).padEnd(width)}  ${flagHelp(flag)}`),
    ...(command.notes === undefined ? [] : ["", command.notes]),
    "",
    "Examples:",
    ...command.examples.map((example) => `  ${CALL} ${example}`),
    "",
  ].join("\n");
}

const flagText = (name: string, flag: Flag): string =>
  `${flag.short === undefined ? "" : `-${flag.short}, `}--${name}${flag.value === undefined ? "" : ` <${flag.value}>`}`;

const flagHelp = (flag: Flag): string =>
  `${flag.help}${flag.required === true ? " (required)" : ""}${flag.multiple === true ? " (may be repeated)" : ""}`;
