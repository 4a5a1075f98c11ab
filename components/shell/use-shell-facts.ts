"use client";
import { useState } from "react";
import { useLive } from "@/components/live/live-provider";
import type { ShellFacts } from "./shell-facts";

/** Long enough that a busy tenant does not count all day. */
const PAUSE_MS = 5_000;

/** The facts the page came with, and newer ones as they change. */
export function useShellFacts(initial: ShellFacts, url: string): ShellFacts {
  const [read, setRead] = useState(initial);
  const ask = async () => {
    const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
    if (answer?.ok === true) setRead((await answer.json()) as ShellFacts);
  };
  useLive(["checks", "notifications", "inbound", "attention", "breakers"], () => void ask(), {
    pauseMs: PAUSE_MS,
  });
  return read.readAtMs > initial.readAtMs ? read : initial;
}
