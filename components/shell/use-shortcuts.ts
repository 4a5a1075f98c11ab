"use client";
import { useEffect, useRef } from "react";
import { useRouter } from "next/navigation";
import type { NavItem } from "./nav";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]";
const CHORD_MS = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPING) !== null;
}

type Shortcuts = { items: readonly NavItem[]; onFind: () => void };

/** Ctrl/Cmd-K and `/` open the search; `g` and a letter go to a page. */
export function useShortcuts({ items, onFind }: Shortcuts): void {
  const router = useRouter();
  const goSince = useRef(0);
  useEffect(() => {
    function pressPlain(key: string): boolean {
      if (key === "/") {
        onFind();
        return true;
      }
      const isChord = Date.now() - goSince.current < CHORD_MS;
      goSince.current = key === "g" ? Date.now() : 0;
      const item = isChord ? items.find((candidate) => candidate.key === key) : undefined;
      if (item) router.push(item.href);
      return item !== undefined;
    }
    function press(event: KeyboardEvent) {
      const isModified = event.metaKey || event.ctrlKey;
      if (isModified && event.key === "k") {
        event.preventDefault();
        onFind();
        return;
      }
      if (isModified || event.altKey || isTyping(event.target)) return;
      if (pressPlain(event.key)) event.preventDefault();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [items, onFind, router]);
}
