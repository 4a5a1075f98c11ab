import { createUser, CreateUserInput } from "@/lib/services/users";
import type { CommandInput } from "../command";
import { contextOfTenant } from "../find-tenant";
import { withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

/** Makes a user in the database and prints the password, once. Answers the exit code. */
export async function createUserCommand(input: CommandInput): Promise<number> {
  const wanted = parseInput(CreateUserInput, {
    email: input.text("email"),
    role: input.text("role"),
    name: input.text("name"),
  });
  const user = await withRuntime(input, async (runtime) =>
    createUser(await contextOfTenant(runtime, input.text("tenant") ?? ""), wanted),
  );
  if (input.json) {
    printJson(user);
    return 0;
  }
  printLine(`${user.email} is ${user.role} of ${input.text("tenant")}.`);
  printLine(
    user.password === null
      ? "The account was there already and keeps its password."
      : `Password (shown once): ${user.password}`,
  );
  return 0;
}
