import type { ReactNode } from "react";

type RoleGateProps = {
  /** The role that would allow it; null where the person's own does. */
  missingRole: string | null;
  children: ReactNode;
};

/** Actions that somebody may not do stay in their place, disabled, and say which role may. */
export function RoleGate({ missingRole, children }: RoleGateProps) {
  if (missingRole === null) return children;
  return (
    <fieldset disabled aria-label={`Needs the role ${missingRole}`} className="contents">
      {children}
      <span className="text-xs text-muted">Needs the role {missingRole}</span>
    </fieldset>
  );
}
