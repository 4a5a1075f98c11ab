"use client";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import type { Bench } from "./bench-types";
import { ContractNotes } from "./contract-notes";
import { orderMembers } from "./definition-order";
import { DiffView } from "@/components/ui/diff-view";
import { MappingBench } from "./mapping-bench";
import type { CheckedText } from "./use-checked";

type EditorPreviewProps = {
  checked: CheckedText;
  comparison: { before: string; after: string | null };
  /** The published version. */
  version: number;
  bench: Bench;
};

/** What the text means: its differences, what Maxsight would read, and what its mapping makes of an answer. */
export function EditorPreview({ checked, comparison, version, bench }: EditorPreviewProps) {
  const [tab, setTab] = useState("changes");
  return (
    <Card className="min-w-0 px-3.5 pt-1.5 pb-3.5 lg:sticky lg:top-16">
      <Tabs
        label="About this definition"
        value={tab}
        onValueChange={setTab}
        items={[
          { value: "changes", label: "Changes" },
          { value: "config", label: "GET /config" },
          { value: "bench", label: "Try the mapping" },
        ]}
      >
        <TabPanel value="changes" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <Changes checked={checked} comparison={comparison} version={version} />
        </TabPanel>
        <TabPanel value="config">
          <ConfigAnswer checked={checked} />
        </TabPanel>
        <TabPanel value="bench">
          <MappingBench bench={bench} document={checked.document} />
        </TabPanel>
      </Tabs>
    </Card>
  );
}

function Changes({ checked, comparison, version }: Omit<EditorPreviewProps, "bench">) {
  const { before, after } = comparison;
  if (after === null)
    return <p className="text-sm text-muted">The text cannot be read; mend its syntax first.</p>;
  if (after === before)
    return (
      <p className="text-sm text-muted">
        Nothing is changed yet. Edit the definition, or paste or import one that was exported.
      </p>
    );
  const contract = checked.checked?.contract ?? null;
  return (
    <>
      {contract !== null && <ContractNotes contract={contract} />}
      {checked.hasStatus && (
        <Callout tone="run">
          The member status is left out: publishing changes no status. Go live, pause and retire do.
        </Callout>
      )}
      <DiffView
        before={before}
        after={after}
        label={`version ${version} and your text`}
        className="max-h-[56dvh]"
      />
    </>
  );
}

function ConfigAnswer({ checked: { checked } }: { checked: CheckedText }) {
  if (checked === null || checked.config === null)
    return (
      <p className="text-sm text-muted">
        What Maxsight would read is shown here as soon as nothing is wrong with the definition.
      </p>
    );
  const text = JSON.stringify(orderMembers(checked.config), null, 2);
  return (
    <CodeBlock label="config document" copyText={text}>
      <JsonText text={text} />
    </CodeBlock>
  );
}
