import { useId, type ReactNode } from "react";

type RoleGateProps = {
  /** Why the role does not allow it, naming the one that does; null where it does. */
  note: string | null;
  children: ReactNode;
};

/** Actions that a role may not do stay where they are, disabled, with the missing role named beside them. */
export function RoleGate({ note, children }: RoleGateProps) {
  const id = useId();
  if (note === null) return children;
  return (
    <fieldset disabled aria-describedby={id} className="contents">
      {children}
      <p id={id} className="basis-full text-xs text-muted">
        {note}
      </p>
    </fieldset>
  );
}
