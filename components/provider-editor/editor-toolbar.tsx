"use client";
import { type ComponentProps, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { TextFormat } from "./definition-text";
import type { PublishDefinition } from "./editor-types";
import { PublishDialog } from "./publish-dialog";
import type { CheckedText } from "./use-checked";

type Publishing = {
  version: number;
  before: string;
  /** Null while the text cannot be read. */
  after: string | null;
  checked: CheckedText;
  /** Somebody published since this text was begun. */
  isBehind: boolean;
  publish: (note: string) => ReturnType<PublishDefinition>;
  onPublished: () => void;
};

type EditorToolbarProps = {
  format: TextFormat;
  onFormat: (format: TextFormat) => void;
  onImport: (text: string) => void;
  /** Null when there is nothing to discard. */
  onDiscard: (() => void) | null;
  publishing: Publishing;
};

/** Format, import, discard, publish. */
export function EditorToolbar({ format, onFormat, onImport, onDiscard, publishing }: EditorToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        variant="ghost"
        aria-label={format === "yaml" ? "Show as JSON" : "Show as YAML"}
        onClick={() => onFormat(format === "yaml" ? "json" : "yaml")}
      >
        {format === "yaml" ? "as JSON" : "as YAML"}
      </Button>
      <ImportButton onImport={onImport} />
      {onDiscard !== null && (
        <ConfirmDialog
          title="Discard your text"
          description="The text in this browser is lost and the published definition is shown again. Nothing that is published changes."
          confirm="Discard text"
          done="Text discarded"
          isDangerous
          act={() => {
            onDiscard();
            return Promise.resolve({ ok: true });
          }}
        >
          <Button size="sm">Discard…</Button>
        </ConfirmDialog>
      )}
      <PublishButton publishing={publishing} />
    </div>
  );
}

function PublishButton({ publishing }: { publishing: Publishing }) {
  const { checked, after, before, version, publish, onPublished } = publishing;
  const reason = whyNot(publishing);
  const contract = checked.checked?.contract ?? null;
  if (reason !== null || after === null || contract === null)
    return <RefusedButton reason={reason ?? "Wait"} />;
  return (
    <PublishDialog
      version={version}
      before={before}
      after={after}
      contract={contract}
      publish={publish}
      onPublished={onPublished}
    >
      <Button size="sm" variant="primary">
        Publish…
      </Button>
    </PublishDialog>
  );
}

/** Stays reachable, and says why it does nothing. */
function RefusedButton({ reason }: { reason: string }) {
  return (
    <Button size="sm" variant="primary" aria-disabled title={reason} className="opacity-50">
      Publish…<span className="sr-only"> ({reason})</span>
    </Button>
  );
}

function whyNot({ checked, after, before, isBehind }: Publishing): string | null {
  if (checked.problems.length > 0) return "Mend the problems first";
  if (after === before) return "Nothing is changed";
  if (isBehind) return "Go on from the newest version first";
  if (checked.failure !== null || checked.checked === null || checked.isChecking)
    return "It is being checked";
  return checked.checked.refusal;
}

function ImportButton({ onImport }: { onImport: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read: ComponentProps<"input">["onChange"] = (event) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    void file?.text().then(onImport);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json,application/json,application/yaml,text/yaml"
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={read}
      />
      <Button size="sm" onClick={() => input.current?.click()}>
        Import…
      </Button>
    </>
  );
}
