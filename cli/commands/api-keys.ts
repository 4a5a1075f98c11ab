import type { Command } from "../command";
import { DATA_DIR_FLAG } from "../data-directory";

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
  // The database's driver and what comes with it take half a second to load: only here.
  run: async (input) => (await import("../direct/create-api-key")).createApiKeyCommand(input),
};
