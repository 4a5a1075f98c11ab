import { createTenant, CreateTenantInput } from "@/lib/services/tenants";
import type { Command } from "../command";
import { CLI_ACTOR, DATA_DIR_FLAG, withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

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
  run: async (input) => {
    const wanted = parseInput(CreateTenantInput, { slug: input.text("slug"), name: input.text("name") });
    const tenant = await withRuntime(input, (runtime) => createTenant(runtime, CLI_ACTOR, wanted));
    if (input.json) printJson(tenant);
    else printLine(`Tenant ${tenant.slug} (${tenant.name}) is made, id ${tenant.id}.`);
    return 0;
  },
};
