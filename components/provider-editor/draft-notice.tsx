import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Published } from "./editor-types";

type DraftNoticeProps = {
  /** ISO time of a text that was kept from before; null for one that was begun here. */
  restoredAt: string | null;
  base: number;
  /** A version somebody published since; null when there is none. */
  newest: Published | null;
  versionsPath: string;
  onContinue: () => void;
};

/** Where the text comes from, when that is not plain: kept from before, or overtaken by somebody. */
export function DraftNotice({ restoredAt, base, newest, versionsPath, onContinue }: DraftNoticeProps) {
  if (newest !== null)
    return (
      <Callout
        tone="wait"
        isAlert
        action={
          <a href={`${versionsPath}?from=${base}&to=${newest.version}`} target="_blank" rel="noreferrer">
            See the difference
          </a>
        }
      >
        {newest.by} published version {newest.version} <Time at={newest.at} /> while you wrote from version{" "}
        {base}
        {newest.note && <> (“{newest.note}”)</>}. Your text is kept. Bring in what changed, then{" "}
        <Button size="sm" className="mt-1" onClick={onContinue}>
          Go on from version {newest.version}
        </Button>
      </Callout>
    );
  if (restoredAt === null) return null;
  return (
    <Callout tone="run">
      This text was kept in this browser <Time at={restoredAt} />. It is not published.
    </Callout>
  );
}
