/** One flag of a command, as `--help` shows it. `value` names what it takes; without it the flag is a switch. */
export type Flag = { value?: string; help: string; multiple?: boolean; required?: boolean; short?: string };

export type CommandInput = {
  /** Arguments that are not flags, in order. */
  args: string[];
  text: (flag: string) => string | undefined;
  texts: (flag: string) => string[];
  on: (flag: string) => boolean;
  /** Whether to print JSON for machines. */
  json: boolean;
};

/** A command of `gatehouse`. `run` answers the exit code; it prints its own result. */
export type Command = {
  /** As typed: `providers apply`. */
  name: string;
  summary: string;
  /** Arguments after the name: `<slug>`; names in brackets are optional, `<key>...` takes several. */
  args?: string[];
  flags: Readonly<Record<string, Flag>>;
  examples: string[];
  /** Exit code of a command line that cannot be understood; 64 unless the command's table says otherwise. */
  usageExitCode?: number;
  notes?: string;
  run: (input: CommandInput) => Promise<number>;
};

/** A mistake in how the command was typed; the message is one sentence. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** A failure that is explained and needs no stack; `exitCode` is what the process ends with. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}
