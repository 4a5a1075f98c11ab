import { Button } from "./button";

/** The role that is missing, in words. */
export function NeedsRole({ role }: { role: string }) {
  return <span className="text-xs text-muted">Needs the role {role}</span>;
}

/** What somebody may not do stays in its place, disabled, and says which role may. */
export function NotAllowed({ labels, role }: { labels: readonly string[]; role: string }) {
  if (labels.length === 0) return null;
  return (
    <>
      {labels.map((label) => (
        <Button key={label} disabled title={`Needs the role ${role}`}>
          {label}
        </Button>
      ))}
      <NeedsRole role={role} />
    </>
  );
}
