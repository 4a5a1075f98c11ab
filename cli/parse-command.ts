import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError, type Command, type CommandInput, type Flag } from "./command";

/** Flags that every command understands. */
export const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  json: { help: "print JSON for machines" },
  help: { help: "show this help", short: "h" },
};

/** Reads the words after a command's name. Throws UsageError with one sentence that says what to do. */
export function parseCommand(command: Command, words: string[]): CommandInput & { help: boolean } {
  const { values, positionals } = parseWords(command, words);
  const help = values["help"] === true;
  if (!help) requireAll(command, { values, positionals });
  return {
    args: positionals,
    help,
    json: values["json"] === true,
    text: (flag) => lastText(values[flag]),
    texts: (flag) => allTexts(values[flag]),
    on: (flag) => values[flag] === true,
  };
}

type Values = Record<string, unknown>;

function parseWords(command: Command, words: string[]): { values: Values; positionals: string[] } {
  const flags = { ...command.flags, ...COMMON_FLAGS };
  const options: ParseArgsConfig["options"] = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      {
        type: flag.value === undefined ? ("boolean" as const) : ("string" as const),
        ...(flag.multiple === true ? { multiple: true } : {}),
        ...(flag.short === undefined ? {} : { short: flag.short }),
      },
    ]),
  );
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${sentenceOf(error)} See: gatehouse ${command.name} --help`);
  }
}

function requireAll(command: Command, given: { values: Values; positionals: string[] }): void {
  const wanted = command.args ?? [];
  const missing = wanted.filter((name) => !name.startsWith("["))[given.positionals.length];
  if (missing !== undefined)
    throw new UsageError(`${command.name} needs ${missing}. See: gatehouse ${command.name} --help`);
  const extra = wanted.at(-1)?.endsWith("...") === true ? undefined : given.positionals[wanted.length];
  if (extra !== undefined)
    throw new UsageError(`${command.name} does not take "${extra}". See: gatehouse ${command.name} --help`);
  for (const [name, flag] of Object.entries(command.flags)) {
    if (flag.required === true && given.values[name] === undefined) {
      throw new UsageError(
        `${command.name} needs --${name} ${flag.value ?? ""}. See: gatehouse ${command.name} --help`,
      );
    }
  }
}

/** Node explains unknown options in several sentences; the first is enough. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${(message.split(/\.(?:\s|$)/)[0] ?? message).replace(/\n/g, " ")}.`;
}

function lastText(value: unknown): string | undefined {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === "string" ? last : undefined;
}

function allTexts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === "string");
}
