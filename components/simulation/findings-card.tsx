import { Card, CardHeader } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { plural } from "@/lib/format/text";
import type { FindingItem } from "./run-item";

/** What the protocol does not allow, and what it advises against, each with its section. */
export function FindingsCard({
  findings,
  isRunning,
  isConclusive,
}: {
  findings: readonly FindingItem[];
  isRunning: boolean;
  /** Every check came to an answer; otherwise no finding says little. */
  isConclusive: boolean;
}) {
  const violations = findings.filter(({ severity }) => severity === "violation").length;
  const warnings = findings.length - violations;
  return (
    <Card className="min-w-0">
      <CardHeader
        title="Findings"
        note={
          findings.length === 0
            ? undefined
            : `${plural(violations, "violation")}, ${plural(warnings, "warning")}`
        }
      />
      {findings.length === 0 ? (
        <p className="p-3.5 text-sm text-muted">{nothingText(isRunning, isConclusive)}</p>
      ) : (
        <ul className="divide-y divide-line">
          {findings.map((finding) => (
            <li
              key={`${finding.operation} ${finding.path} ${finding.message}`}
              className="grid gap-1 px-3.5 py-2.5 text-sm"
            >
              <div className="flex items-baseline justify-between gap-3">
                <Status tone={finding.severity === "violation" ? "bad" : "wait"}>
                  {finding.severity === "violation" ? "Violation" : "Warning"}
                  {finding.count > 1 && <span className="text-muted"> in {finding.count} checks</span>}
                </Status>
                <Tag className="shrink-0">PROTOCOL {finding.clause}</Tag>
              </div>
              <p className="text-pretty break-words">{finding.message}</p>
              <p className="text-xs break-words text-muted">
                in the answer to <code>{finding.operation}</code>
                {finding.path !== "" && (
                  <>
                    {" at "}
                    <code>{finding.path}</code>
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function nothingText(isRunning: boolean, isConclusive: boolean): string {
  if (isRunning) return "Nothing so far.";
  return isConclusive
    ? "No violation and no warning: it answered as the protocol asks."
    : "None in what was answered; why the checks ended stands above.";
}
