import { resetPassword } from "@/lib/services/users";
import type { CommandInput } from "../command";
import { CLI_ACTOR, withRuntime } from "../open-runtime";
import { printJson, printLine } from "../print";

/** Gives an account a new password and prints it, once. Answers the exit code. */
export async function resetPasswordCommand(input: CommandInput): Promise<number> {
  const email = input.text("email") ?? "";
  const reset = await withRuntime(input, (runtime) => resetPassword(runtime, CLI_ACTOR, { email }));
  if (input.json) printJson(reset);
  else printLine(`New password of ${reset.email} (shown once): ${reset.password}`);
  return 0;
}
