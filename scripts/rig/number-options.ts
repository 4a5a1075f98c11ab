import { parseArgs } from "node:util";

/** Number options with their defaults, read from a command line. Throws with the list of them for anything else. */
export function numberOptions<Name extends string>(
  argv: string[],
  defaults: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const { values } = parseArgs({
    args: argv,
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
  });
  const entries = names.map((name) => {
    const value = values[name] === undefined ? defaults[name] : Number(values[name]);
    if (!Number.isFinite(value) || value < 0) {
      const known = names.map((each) => `--${each} (${defaults[each]})`).join(", ");
      throw new Error(`--${name} takes a number. The options and their defaults: ${known}.`);
    }
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}
