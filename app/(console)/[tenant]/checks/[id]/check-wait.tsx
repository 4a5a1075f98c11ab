import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { Wait } from "@/lib/services/checks";

const TONES: Record<Wait["on"], Tone> = {
  applicant: "run",
  provider: "run",
  maxsight: "run",
  gatehouse: "run",
  rate_limit: "wait",
  breaker: "park",
  person: "bad",
};

/** For whom or what a running check waits, and until when. */
export function CheckWait({ wait }: { wait: Wait }) {
  return (
    <Callout tone={TONES[wait.on]} className="mt-3 mb-4">
      {wait.sentence}
      {wait.until !== null && (
        <>
          {" "}
          Until <Time at={wait.until.toISOString()} as="moment" />.
        </>
      )}
    </Callout>
  );
}
