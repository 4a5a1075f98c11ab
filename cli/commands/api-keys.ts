import { createApiKey, CreateApiKeyInput } from "@/lib/services/api-keys";
import type { Command } from "../command";
import { contextOfTenant } from "../find-tenant";
import { DATA_DIR_FLAG, withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

export const API_KEYS_CREATE: Command = {
  name: "api-keys create",
  summary: "Make a key for the management API *",
  flags: {
    tenant: { value: "slug", help: "the tenant that the key acts for", required: true },
    name: { value: "name", help: "what the key is for", required: true },
    role: { value: "role", help: "viewer, operator, provider_admin or tenant_admin", required: true },
    ...DATA_DIR_FLAG,
  },
  notes: 'With --json: { "api_key": "gh_…" }. The key is shown only here.',
  examples: [
    "api-keys create --tenant meridian --name deploy --role provider_admin",
    "api-keys create --tenant demo --name laptop --role operator --data-dir /var/lib/gatehouse --json",
  ],
  run: async (input) => {
    const wanted = parseInput(CreateApiKeyInput, { name: input.text("name"), role: input.text("role") });
    const key = await withRuntime(input, async (runtime) =>
      createApiKey(await contextOfTenant(runtime, input.text("tenant") ?? ""), wanted),
    );
    if (input.json) printJson({ api_key: key.apiKey, id: key.id, name: key.name, role: key.role });
    else
      printLine(`Key ${key.name} (${key.role}) of ${input.text("tenant")}, shown only now:\n${key.apiKey}`);
    return 0;
  },
};
