import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { RUN_WORDS } from "@/components/validation/validation-item";
import { formatDuration } from "@/lib/format/duration";
import type { Provider } from "@/lib/services/providers";
import type { Validation } from "@/lib/services/validations";

type RunSummaryProps = { run: Validation; provider: Provider; junitHref: string };

/** What Maxsight's own result screen says above the groups (PROTOCOL 14.1). */
export function RunSummary({ run, provider, junitHref }: RunSummaryProps) {
  const { tone, word } = RUN_WORDS[run.state];
  const { report } = run;
  const integration = report?.integration ?? null;
  const total = report?.tests.length ?? 0;
  const rows: [string, string][] = [
    ["API version", integration === null ? "—" : String(integration.apiVersion)],
    ["Provider name", integration?.providerName ?? provider.name],
    ["Integration type", TYPE_NAMES[provider.checkType]],
    ["Check template", TEMPLATE_NAMES[provider.checkTemplate]],
    ["Tests run", String(total)],
    ["Results", `${run.passed} of ${total} passed`],
    ["Took", report === null ? "—" : formatDuration(report.durationMs)],
  ];
  return (
    <Card className="min-w-0">
      <CardHeader
        title={
          <Status tone={tone} isLive={run.state === "running"}>
            {word}
          </Status>
        }
        note={`version ${run.version}`}
        actions={
          report !== null &&
          run.state !== "running" && (
            <Button asChild size="sm">
              <a href={junitHref} download>
                JUnit file
              </a>
            </Button>
          )
        }
      />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 p-3.5 text-sm">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 text-right break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
