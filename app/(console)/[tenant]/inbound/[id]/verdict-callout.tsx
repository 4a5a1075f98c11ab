import { VERDICT_WORDS } from "@/components/inbound/inbound-view";
import { Callout } from "@/components/ui/callout";
import { sentenceCase } from "@/lib/format/text";
import type { InboundDetail } from "@/lib/services/inbound";

/** What the verifier found, and what that means for the event. */
export function VerdictCallout({ event }: { event: InboundDetail }) {
  const { tone, word } = VERDICT_WORDS[event.verdict];
  const consequence =
    event.state === "unmatched"
      ? " No check of this provider has its reference, so nothing was changed."
      : "";
  return (
    <Callout tone={event.refusal === null ? tone : "bad"} className="mb-3">
      <b className="font-medium">{sentenceCase(word)}.</b> {event.explanation}
      {consequence}
    </Callout>
  );
}
