import { Status } from "@/components/ui/status";
import { BREAKER_WORDS, type BreakerState as State } from "./breaker-item";

/** Whether calls leave: its shape and its word. */
export function BreakerState({ state }: { state: State }) {
  const { tone, word } = BREAKER_WORDS[state];
  return (
    <Status tone={tone} isLive={state === "half_open"}>
      {word}
    </Status>
  );
}
