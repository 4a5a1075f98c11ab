"use client";
import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import { Card, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import { Status } from "@/components/ui/status";
import { ConfigDocument } from "@/lib/protocol/config-document";
import { inputIssuesOf } from "@/lib/protocol/input-issues";
import { configOf, type ProviderFormValues } from "./form-values";

/** What `GET /config` will answer, while it is being written, and what Maxsight would refuse in it. */
export function ConfigPreview() {
  const values = useDeferredValue(useWatch<ProviderFormValues>() as ProviderFormValues);
  const { text, issues } = useMemo(() => previewOf(values), [values]);
  return (
    <Card className="lg:sticky lg:top-16">
      <CardHeader title="GET /config" note="live preview" />
      <div className="grid gap-3 p-3.5 text-sm">
        {issues.length === 0 ? (
          <Status tone="good">Maxsight would accept this</Status>
        ) : (
          <output className="grid gap-1">
            <Status tone="wait">Maxsight would refuse this</Status>
            <ul className="grid gap-0.5 pl-4 text-xs text-wait">
              {issues.slice(0, 5).map((issue) => (
                <li key={issue.path + issue.message} className="break-words">
                  <code>{issue.path || "/"}</code> {issue.message}
                </li>
              ))}
            </ul>
          </output>
        )}
        <CodeBlock label="config document" copyText={text}>
          <JsonText text={text} />
        </CodeBlock>
      </div>
    </Card>
  );
}

function previewOf(values: ProviderFormValues) {
  const config = configOf(values);
  const parsed = ConfigDocument.safeParse(config, { reportInput: true });
  return { text: preview(config), issues: parsed.success ? [] : inputIssuesOf(parsed.error) };
}

/** Pretty JSON with lists of plain texts on one line: 200 countries are not 200 lines. */
function preview(config: Record<string, unknown>): string {
  return JSON.stringify(config, null, 2).replaceAll(/\[\s+("[^[\]{}]*?")\s+\]/g, (_, inside: string) => {
    const items = inside.split(/,\s+/);
    const shown = items.length > 12 ? [...items.slice(0, 12), `… ${items.length - 12} more`] : items;
    return `[${shown.join(", ")}]`;
  });
}
