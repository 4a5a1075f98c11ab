import { contextFor, type Runtime, type ServiceContext } from "@/lib/services/context";
import { findTenant } from "@/lib/services/tenants";
import { CommandError } from "./command";
import { CLI_ACTOR } from "./open-runtime";

/** A context of the tenant with this slug. Throws CommandError when there is none. */
export async function contextOfTenant(runtime: Runtime, slug: string): Promise<ServiceContext> {
  const tenant = await findTenant(runtime, slug);
  if (tenant === null) {
    throw new CommandError(
      `There is no tenant "${slug}"; make it with: gatehouse tenants create --slug ${slug} --name <name>`,
    );
  }
  return contextFor(runtime, tenant.id, CLI_ACTOR);
}
