"use client";
import { Dot } from "@/components/ui/status";
import { Tooltip } from "@/components/ui/tooltip";
import { useLiveState } from "./live-provider";

const WORDS = {
  live: { tone: "good", word: "Live", sentence: "Changes show as they happen." },
  polling: {
    tone: "wait",
    word: "Every 5 s",
    sentence:
      "Changes cannot be heard right now; the page asks every 5 s, more rarely when nobody touches it.",
  },
  paused: { tone: "none", word: "Paused", sentence: "Nobody looks at this page." },
} as const;

/** Whether the page is told of changes or asks for them. */
export function LiveLight() {
  const state = useLiveState();
  const { tone, word, sentence } = WORDS[state];
  return (
    <Tooltip content={sentence}>
      <span
        data-live={state}
        className="hidden h-8 items-center gap-1.5 rounded-md px-2 text-xs text-muted md:inline-flex"
      >
        <Dot tone={tone} />
        {word}
        <span className="sr-only">. {sentence}</span>
      </span>
    </Tooltip>
  );
}
