import type { Command } from "../command";
import { DATA_DIR_FLAG } from "../data-directory";

export const TENANTS_CREATE: Command = {
  name: "tenants create",
  summary: "Make an organisation *",
  flags: {
    slug: {
      value: "slug",
      help: "its short name in addresses: lower-case letters, digits, hyphens",
      required: true,
    },
    name: { value: "name", help: "its name as people know it", required: true },
    ...DATA_DIR_FLAG,
  },
  examples: ['tenants create --slug meridian --name "Meridian Bank"'],
  // The database's driver and what comes with it take half a second to load: only here.
  run: async (input) => (await import("../direct/create-tenant")).createTenantCommand(input),
};
