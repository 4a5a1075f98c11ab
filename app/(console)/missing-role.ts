import { roleHasScope, roleNeededFor, type Scope } from "@/lib/services/roles";
import type { Membership } from "@/lib/services/users";

/** The role that would allow it, for `RoleGate`; null where the person's own does. */
export function missingRole({ role }: Pick<Membership, "role">, scope: Scope): string | null {
  return roleHasScope(role, scope) ? null : roleNeededFor(scope);
}
