import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { ProviderItem, ProviderStatus } from "./provider-item";

const WORDS: Record<ProviderStatus, { tone: Tone; word: string }> = {
  draft: { tone: "none", word: "Draft" },
  live: { tone: "good", word: "Live" },
  paused: { tone: "park", word: "Paused" },
  retired: { tone: "none", word: "Retired" },
};

type ProviderStateProps = { provider: Pick<ProviderItem, "status" | "resumeAt"> };

/** Whether a provider takes checks, and when a paused one resumes. */
export function ProviderState({ provider }: ProviderStateProps) {
  const { tone, word } = WORDS[provider.status];
  return (
    <Status tone={tone}>
      {word}
      {provider.resumeAt && (
        <span className="text-muted">
          , resumes <Time at={provider.resumeAt} isFocusable={false} />
        </span>
      )}
    </Status>
  );
}

/** The word of a status alone, lower case. */
export function statusWord(status: ProviderStatus): string {
  return WORDS[status].word.toLowerCase();
}
