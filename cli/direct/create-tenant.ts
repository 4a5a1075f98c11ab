import { createTenant, CreateTenantInput } from "@/lib/services/tenants";
import type { CommandInput } from "../command";
import { CLI_ACTOR, withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

/** Makes a tenant in the database and prints it. Answers the exit code. */
export async function createTenantCommand(input: CommandInput): Promise<number> {
  const wanted = parseInput(CreateTenantInput, { slug: input.text("slug"), name: input.text("name") });
  const tenant = await withRuntime(input, (runtime) => createTenant(runtime, CLI_ACTOR, wanted));
  if (input.json) printJson(tenant);
  else printLine(`Tenant ${tenant.slug} (${tenant.name}) is made, id ${tenant.id}.`);
  return 0;
}
