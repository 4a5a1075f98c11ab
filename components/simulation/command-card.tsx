import { Card, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";

/** The same run in a terminal. */
export function CommandCard({ command }: { command: string }) {
  return (
    <Card className="min-w-0">
      <CardHeader
        title="As a command"
        actions={<CopyButton text={command} label="Copy command" hasLabel />}
      />
      <div className="grid gap-2 p-3.5">
        <CodeBlock label="command">{command}</CodeBlock>
        <p className="text-xs text-pretty text-muted">
          Put the secret that the integration shares into <code>SECRET</code>. Callbacks go where its key of
          environment custom says; give that port with <code className="whitespace-nowrap">--port</code>.
        </p>
      </div>
    </Card>
  );
}
