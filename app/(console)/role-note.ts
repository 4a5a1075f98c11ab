import { leastRoleWith, roleHasScope, type Scope } from "@/lib/services/roles";
import type { Membership } from "@/lib/services/users";

/** Why an action is disabled, for `RoleGate`: names the role that is missing. Null where the person may. */
export function roleNote({ role }: Pick<Membership, "role">, scope: Scope): string | null {
  if (roleHasScope(role, scope)) return null;
  const needed = leastRoleWith(scope).replace("_", " ");
  return `Needs the role ${needed}`;
}
