import { parseArgs } from "node:util";
import { readCommandLine } from "./read-command-line";

/** Every option with its default and what it means. */
export type OptionSpecs<Name extends string> = Readonly<Record<Name, { value: number; means: string }>>;

/**
 * Number options read from a command line. `--help` prints them and ends the process with 0; anything that is no option or
 * no number is one sentence and 2.
 */
export function numberOptions<Name extends string>(
  argv: string[],
  command: string,
  specs: OptionSpecs<Name>,
): Record<Name, number> {
  const names = Object.keys(specs) as Name[];
  return readCommandLine(helpOf(command, specs), () => {
    const { values } = parseArgs({
      args: argv,
      options: {
        help: { type: "boolean", short: "h" },
        ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      },
    });
    if (values["help"] === true) return null;
    const given = values as Record<string, unknown>;
    const read = (name: Name) => toNumber(name, given[name] ?? specs[name].value);
    return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
  });
}

/** A number that is not negative. Throws a sentence that names the option. */
export function toNumber(option: string, given: unknown): number {
  const value = given === "" ? Number.NaN : Number(given);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${option} takes a number`);
  return value;
}

function helpOf<Name extends string>(command: string, specs: OptionSpecs<Name>): string {
  const entries = Object.entries<{ value: number; means: string }>(specs);
  const width = Math.max(...entries.map(([name]) => name.length)) + 6;
  const lines = entries.map(
    ([name, { value, means }]) => `  ${`--${name} N`.padEnd(width)}${means} (default ${value})`,
  );
  return [`${command} -- [options]`, "", ...lines].join("\n");
}
