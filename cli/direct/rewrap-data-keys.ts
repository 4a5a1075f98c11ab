import { rewrapDataKeys } from "@/lib/services/keyring";
import type { CommandInput } from "../command";
import { withRuntime } from "../open-runtime";
import { printJson, printLine } from "../print";

/** Wraps the data keys anew. Answers the exit code. */
export async function rewrapCommand(input: CommandInput): Promise<number> {
  const rewrapped = await withRuntime(input, rewrapDataKeys);
  if (input.json) printJson({ rewrapped });
  else printLine(`${rewrapped} data keys were wrapped anew; all are under the first root key now.`);
  return 0;
}
