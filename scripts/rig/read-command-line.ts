/**
 * What `read` makes of a command line. When it answers null, help was asked for: `help` is printed and the process ends
 * with 0. What it throws is a wrong option: one line, and 2.
 */
export function readCommandLine<Options>(help: string, read: () => Options | null): Options {
  try {
    const options = read();
    if (options !== null) return options;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}; --help lists the options.\n`);
    process.exit(2);
  }
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

/** Node explains an unknown option in several sentences; the first is enough. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split(/\.(?:\s|$)/)[0] ?? message).replaceAll("\n", " ");
}
