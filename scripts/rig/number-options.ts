import { parseArgs } from "node:util";

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
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        help: { type: "boolean", short: "h" },
        ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      },
    });
    if (values["help"] === true) leave(0, helpOf(command, specs));
    const read = (name: Name): number => {
      const given = (values as Record<string, unknown>)[name];
      const value = given === undefined ? specs[name].value : Number(given);
      if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} takes a number`);
      return value;
    };
    return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return leave(2, `${reason}.\n\n${helpOf(command, specs)}`);
  }
}

function helpOf<Name extends string>(command: string, specs: OptionSpecs<Name>): string {
  const entries = Object.entries<{ value: number; means: string }>(specs);
  const width = Math.max(...entries.map(([name]) => name.length)) + 6;
  const lines = entries.map(
    ([name, { value, means }]) => `  ${`--${name} N`.padEnd(width)}${means} (default ${value})`,
  );
  return [`${command} -- [options]`, "", ...lines].join("\n");
}

function leave(code: number, text: string): never {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exit(code);
}
