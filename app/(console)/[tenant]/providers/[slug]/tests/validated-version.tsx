import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";

type ValidatedVersionProps = {
  /** The published one. */
  version: number;
  validated: { version: number; at: Date } | null;
};

/** The newest green version; good only when it is the published one. */
export function ValidatedVersion({ version, validated }: ValidatedVersionProps) {
  if (validated === null) return <Status tone="none">none yet</Status>;
  return (
    <Status tone={validated.version === version ? "good" : "wait"}>
      {validated.version}, <Time at={validated.at.toISOString()} className="text-muted" />
    </Status>
  );
}
