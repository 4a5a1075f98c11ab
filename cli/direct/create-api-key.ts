import { createApiKey, CreateApiKeyInput } from "@/lib/services/api-keys";
import type { CommandInput } from "../command";
import { contextOfTenant } from "../find-tenant";
import { withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

/** Makes an API key in the database and prints it, once. Answers the exit code. */
export async function createApiKeyCommand(input: CommandInput): Promise<number> {
  const wanted = parseInput(CreateApiKeyInput, { name: input.text("name"), role: input.text("role") });
  const key = await withRuntime(input, async (runtime) =>
    createApiKey(await contextOfTenant(runtime, input.text("tenant") ?? ""), wanted),
  );
  if (input.json) printJson({ api_key: key.apiKey, id: key.id, name: key.name, role: key.role });
  else printLine(`Key ${key.name} (${key.role}) of ${input.text("tenant")}, shown only now:\n${key.apiKey}`);
  return 0;
}
