import { AppError, InvalidInputError } from "@/lib/errors";
import { CommandError, UsageError, type Command } from "./command";
import { COMMANDS } from "./commands/all";
import { commandHelp, overviewHelp } from "./help";
import { parseCommand } from "./parse-command";

/** The exit code of a command line that cannot be understood (sysexits EX_USAGE). */
const USAGE = 64;

async function main(words: string[]): Promise<number> {
  const command = findCommand(words);
  if (command === undefined) return answerWithoutCommand(words);
  const rest = words.slice(command.name.split(" ").length);
  try {
    const input = parseCommand(command, rest);
    if (!input.help) return await command.run(input);
    process.stdout.write(commandHelp(command));
    return 0;
  } catch (error) {
    return explain(error, command);
  }
}

function findCommand(words: string[]): Command | undefined {
  return COMMANDS.find((command) => command.name.split(" ").every((word, index) => words[index] === word));
}

function answerWithoutCommand(words: string[]): number {
  const asksForHelp =
    words.length === 0 || words.includes("--help") || words.includes("-h") || words[0] === "help";
  const noun = words[0] === "help" ? words[1] : words[0];
  const related = COMMANDS.filter((command) => command.name.split(" ")[0] === noun);
  if (asksForHelp) {
    process.stdout.write(overviewHelp(related.length > 0 ? related : COMMANDS));
    return words.length === 0 ? USAGE : 0;
  }
  const known = related.length > 0 ? related : COMMANDS;
  process.stderr.write(
    `There is no command "${words.slice(0, 2).join(" ")}"; try ${known.map(({ name }) => name).join(", ")}.\n`,
  );
  return USAGE;
}

function explain(error: unknown, command: Command): number {
  const usage = error instanceof UsageError;
  if (error instanceof InvalidInputError && error.issues.length > 0) {
    const issues = error.issues.map((issue) => `  ${issue.path === "" ? "/" : issue.path}: ${issue.message}`);
    process.stderr.write(`${error.message}\n${issues.join("\n")}\n`);
  } else if (usage || error instanceof CommandError || error instanceof AppError) {
    process.stderr.write(`${error.message}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  if (usage) return command.usageExitCode ?? USAGE;
  return error instanceof CommandError ? error.exitCode : 1;
}

// `gatehouse … | head` closes our output early; that is the reader's wish, not a failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2));
