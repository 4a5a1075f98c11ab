import type { Role } from "@/lib/db/schema";

/** What can be allowed. A scope names the entity and whether it is read or changed. */
export type Scope =
  | "providers:read"
  | "providers:write"
  | "keys:write"
  | "secrets:write"
  | "checks:read"
  | "checks:write"
  | "notifications:read"
  | "notifications:write"
  | "audit:read"
  | "team:write";

const VIEWER: readonly Scope[] = ["providers:read", "checks:read", "notifications:read"];
const OPERATOR: readonly Scope[] = [...VIEWER, "checks:write", "notifications:write", "audit:read"];
const PROVIDER_ADMIN: readonly Scope[] = [...OPERATOR, "providers:write", "keys:write", "secrets:write"];
const TENANT_ADMIN: readonly Scope[] = [...PROVIDER_ADMIN, "team:write"];

const MATRIX: Record<Role, readonly Scope[]> = {
  viewer: VIEWER,
  operator: OPERATOR,
  provider_admin: PROVIDER_ADMIN,
  tenant_admin: TENANT_ADMIN,
};

const LADDER: readonly Role[] = ["viewer", "operator", "provider_admin", "tenant_admin"];

/** The least role that may do what a scope names, as people call it; for whoever may not. Pure. */
export function roleNeededFor(scope: Scope): string {
  const role = LADDER.find((candidate) => roleHasScope(candidate, scope)) ?? "tenant_admin";
  return role.replace("_", " ");
}

/** The role matrix, pure: each role has all the scopes of the one before and some more. */
export function roleHasScope(role: Role, scope: Scope): boolean {
  return MATRIX[role].includes(scope);
}
