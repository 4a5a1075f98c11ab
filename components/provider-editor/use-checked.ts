"use client";
import { useEffect, useMemo, useState } from "react";
import { placeProblems, readDefinitionText, type TextProblem } from "./definition-text";
import type { CheckDefinition, CheckedDefinition } from "./editor-types";

const PAUSE_MS = 400;

type Answer = { text: string; checked: CheckedDefinition | null; failure: string | null };

export type CheckedText = {
  /** The text as a document, without `status`: publishing never changes it. Null while it cannot be read. */
  document: Record<string, unknown> | null;
  hasStatus: boolean;
  problems: readonly TextProblem[];
  /** Of this text or, while it is being checked, of the one before. */
  checked: CheckedDefinition | null;
  /** Why the check itself failed. */
  failure: string | null;
  isChecking: boolean;
};

/** Reads the text at once, and asks the server about it when the typing pauses. */
export function useChecked(text: string, check: CheckDefinition): CheckedText {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const read = useMemo(() => {
    const found = readDefinitionText(text);
    if ("problem" in found) return { document: null, hasStatus: false, problems: [found.problem] };
    const { status, ...document } = found.document;
    return { document, hasStatus: status !== undefined, problems: [] };
  }, [text]);
  const { document } = read;
  useEffect(() => {
    if (document === null) return;
    let isStale = false;
    const timer = setTimeout(() => {
      void ask(document, check).then((found) => {
        if (!isStale)
          setAnswer((before) => ({ text, ...found, checked: found.checked ?? before?.checked ?? null }));
      });
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [text, document, check]);
  const isCurrent = answer?.text === text;
  const checked = answer?.checked ?? null;
  const issues = isCurrent && checked !== null ? checked.issues : null;
  const placed = useMemo(() => (issues === null ? [] : placeProblems(text, issues)), [text, issues]);
  return {
    ...read,
    problems: read.problems.length > 0 ? read.problems : placed,
    checked,
    failure: isCurrent ? answer.failure : null,
    isChecking: document !== null && !isCurrent,
  };
}

async function ask(document: Record<string, unknown>, check: CheckDefinition): Promise<Omit<Answer, "text">> {
  const result = await check(document).catch(() => null);
  if (result === null)
    return {
      checked: null,
      failure: "Gatehouse could not be reached; your text is kept. It is checked again when you type.",
    };
  return result.ok ? { checked: result.data, failure: null } : { checked: null, failure: result.message };
}
