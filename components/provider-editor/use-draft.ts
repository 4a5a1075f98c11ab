"use client";
import { useMemo, useState } from "react";
import { useStored } from "@/components/data-table/use-stored";
import type { TextFormat } from "./definition-text";

/** What somebody is writing, and the version it was begun from. ISO time of the last keystroke. */
export type Draft = { base: number; text: string; format: TextFormat; at: string };

/**
 * The unpublished text, kept in this browser as it is typed, so that nothing is lost by a reload, a closed tab or a
 * conflict. It lives in memory too: a browser that stores nothing can still edit.
 */
export function useDraft(key: string): {
  draft: Draft | null;
  /** It was there when the page opened. */
  isRestored: boolean;
  write: (draft: Draft | null) => void;
} {
  const [stored, store] = useStored(`gatehouse:definition:${key}`);
  const [written, setWritten] = useState<Draft | null | undefined>();
  const kept = useMemo(() => parseDraft(stored), [stored]);
  const write = (next: Draft | null) => {
    setWritten(next);
    store(next === null ? "" : JSON.stringify(next));
  };
  return {
    draft: written === undefined ? kept : written,
    isRestored: written === undefined && kept !== null,
    write,
  };
}

function parseDraft(text: string | null): Draft | null {
  if (!text) return null;
  try {
    const { base, text: kept, format, at } = JSON.parse(text) as Partial<Draft>;
    if (typeof base !== "number" || typeof kept !== "string" || typeof at !== "string") return null;
    return { base, text: kept, format: format === "json" ? "json" : "yaml", at };
  } catch {
    return null;
  }
}
