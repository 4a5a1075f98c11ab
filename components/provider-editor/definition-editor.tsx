"use client";
import { useId, useMemo, useRef, useState } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import type { Bench } from "./bench-types";
import { CodeEditor, goToLine } from "./code-editor";
import { orderMembers } from "./definition-order";
import { readDefinitionText, type TextFormat, toDefinitionText } from "./definition-text";
import { DraftNotice } from "./draft-notice";
import type { CheckDefinition, Published, PublishDefinition } from "./editor-types";
import { EditorToolbar } from "./editor-toolbar";
import { EditorPreview } from "./editor-preview";
import { ProblemList } from "./problem-list";
import { useAddressLine } from "./use-address-line";
import { useChecked } from "./use-checked";
import { useDraft } from "./use-draft";

type DefinitionEditorProps = {
  /** Names the draft in this browser: tenant and slug. */
  draftKey: string;
  published: Published;
  /** Where versions are compared: `/acme/providers/x/versions`. */
  versionsPath: string;
  check: CheckDefinition;
  publish: PublishDefinition;
  bench: Bench;
};

/** The definition of a provider as text: what is wrong at its line, what Maxsight would read, what publishing changes. */
export function DefinitionEditor(props: DefinitionEditorProps) {
  const { draftKey, published, versionsPath, check, publish, bench } = props;
  const editor = useEditor(draftKey, published);
  const { text, draft } = editor;
  const checked = useChecked(text, check);
  const area = useRef<HTMLTextAreaElement>(null);
  useAddressLine(area);
  const problemsId = useId();
  const marked = useMemo(
    () => new Set(checked.problems.flatMap(({ line }) => (line === null ? [] : [line]))),
    [checked.problems],
  );
  const newest = newerOf(published, checked.checked?.published);
  const comparison = useComparison(newest, checked.document);
  const isBehind = newest.version > editor.base;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)] xl:grid-cols-[minmax(0,1fr)_minmax(0,460px)]">
      <Card className="min-w-0">
        <CardHeader
          title="Definition"
          note={draft === null ? `version ${editor.base}` : `from version ${editor.base}, not published`}
          actions={
            <EditorToolbar
              format={editor.format}
              onFormat={editor.convert}
              onImport={editor.type}
              onDiscard={draft === null ? null : editor.discard}
              publishing={{
                version: newest.version,
                ...comparison,
                checked,
                isBehind,
                publish: (note) =>
                  publish({ document: checked.document ?? {}, baseVersion: editor.base, note }),
                onPublished: editor.discard,
              }}
            />
          }
        />
        <div className="grid gap-3 p-3.5">
          <DraftNotice
            restoredAt={editor.isRestored && draft !== null ? draft.at : null}
            base={editor.base}
            newest={isBehind ? newest : null}
            versionsPath={versionsPath}
            onContinue={() => editor.rebase(newest.version)}
          />
          <CodeEditor
            ref={area}
            label="Definition"
            value={text}
            onChange={editor.type}
            marked={marked}
            describedBy={problemsId}
            className="h-[62dvh] min-h-80"
          />
          <ProblemList
            id={problemsId}
            text={checked}
            onGoTo={(line) => area.current && goToLine(area.current, line)}
          />
        </div>
      </Card>
      <EditorPreview checked={checked} comparison={comparison} version={newest.version} bench={bench} />
    </div>
  );
}

function useEditor(draftKey: string, published: Published) {
  const { draft, isRestored, write } = useDraft(draftKey);
  const [preferred, setPreferred] = useState<TextFormat>("yaml");
  const format = draft?.format ?? preferred;
  const original = useMemo(
    () => toDefinitionText(orderMembers(withoutStatus(published.document)), format),
    [published, format],
  );
  const text = draft?.text ?? original;
  const base = draft?.base ?? published.version;
  const keep = (next: string, as: TextFormat, from: number) =>
    write({ base: from, text: next, format: as, at: new Date().toISOString() });
  return {
    draft,
    isRestored,
    text,
    base,
    format,
    type: (next: string) => (next === original ? write(null) : keep(next, format, base)),
    discard: () => write(null),
    rebase: (version: number) => keep(text, format, version),
    convert: (as: TextFormat) => {
      setPreferred(as);
      const read = readDefinitionText(text);
      if (draft !== null && "document" in read) keep(toDefinitionText(read.document, as), as, base);
    },
  };
}

function newerOf(known: Published, found: Published | undefined): Published {
  return found !== undefined && found.version > known.version ? found : known;
}

/** Both sides in the same order and form, so that only what differs shows. */
function useComparison(newest: Published, document: Record<string, unknown> | null) {
  return useMemo(() => {
    const before = toDefinitionText(orderMembers(withoutStatus(newest.document)), "yaml");
    if (document === null) return { before, after: null };
    const after = { slug: newest.document.slug, ...document };
    return { before, after: toDefinitionText(orderMembers(after), "yaml") };
  }, [newest, document]);
}

function withoutStatus({ slug, name, config, connector }: Published["document"]) {
  return { slug, name, config, connector };
}
