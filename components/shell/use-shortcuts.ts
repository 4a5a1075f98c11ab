"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { usePathname, useRouter } from "next/navigation";
import { toast } from "sonner";
import { neighbourOf } from "@/components/data-table/trail";
import type { NavItem } from "./nav";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]";
const CHORD_MS = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPING) !== null;
}

type Shortcuts = { items: readonly NavItem[]; onFind: () => void; onHelp: () => void };

/**
 * Ctrl/Cmd-K and `/` open the search; `g` and a letter go to a page; `[` and `]` step through the list one came from;
 * `c` copies a link, `r` presses the page's resend, `?` says all of this.
 */
export function useShortcuts({ items, onFind, onHelp }: Shortcuts): void {
  const router = useRouter();
  const pathname = usePathname();
  const goSince = useRef(0);

  /** The list stays what "back" leads to. */
  const step = (by: 1 | -1): boolean => {
    const href = neighbourOf(pathname, by);
    if (href !== null) router.replace(href);
    return href !== null;
  };

  const pressPlain = useEffectEvent((key: string): boolean => {
    const isChord = Date.now() - goSince.current < CHORD_MS;
    goSince.current = key === "g" ? Date.now() : 0;
    const item = isChord ? items.find((candidate) => candidate.key === key) : undefined;
    if (item !== undefined) {
      router.push(item.href);
      return true;
    }
    switch (key) {
      case "/":
        onFind();
        return true;
      case "?":
        onHelp();
        return true;
      case "c":
        void copyLink();
        return true;
      case "r":
        return pressButton("r");
      case "[":
        return step(-1);
      case "]":
        return step(1);
      default:
        return false;
    }
  });
  const find = useEffectEvent(() => onFind());

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isModified = event.metaKey || event.ctrlKey;
      if (isModified && event.key === "k") {
        event.preventDefault();
        find();
        return;
      }
      if (isModified || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (pressPlain(event.key)) event.preventDefault();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

/** Of the row that has the focus, otherwise of the page with its filters. */
async function copyLink(): Promise<void> {
  const row = document.activeElement
    ?.closest("[data-row-id]")
    ?.querySelector<HTMLAnchorElement>("[data-row-link]");
  try {
    await navigator.clipboard.writeText(row?.href ?? window.location.href);
    toast.success(row ? "Link of the row copied" : "Link of the page copied");
  } catch {
    toast.error("The browser did not allow to copy");
  }
}

function pressButton(shortcut: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(`main [data-shortcut="${shortcut}"]`);
  button?.click();
  return button !== null;
}
