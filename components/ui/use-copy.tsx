"use client";
import { useCallback, useEffect, useRef, useState } from "react";

const SHOWN_MS = 1_600;

/** Copies text and says for a moment that it did. `hasFailed` where the browser refused the clipboard. */
export function useCopy(): { copy: (text: string) => Promise<void>; isCopied: boolean; hasFailed: boolean } {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback(async (text: string) => {
    clearTimeout(timer.current);
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
    timer.current = setTimeout(() => setState("idle"), SHOWN_MS);
  }, []);
  return { copy, isCopied: state === "copied", hasFailed: state === "failed" };
}

/** The same, for screen readers; stands beside the button, since a button swallows live regions. */
export function CopiedSaid({ isCopied }: { isCopied: boolean }) {
  return <output className="sr-only">{isCopied ? "Copied" : ""}</output>;
}
