import { formatDuration } from "@/lib/format/duration";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { LaneLines, ROW } from "./lanes";
import type { TimelineStep } from "./timeline-items";

/** Something Gatehouse did itself, on the middle line. */
export function StepRow({ step }: { step: TimelineStep }) {
  return (
    <div className={ROW}>
      <span className="text-xs text-muted @max-2xl:row-start-2 @2xl:px-3.5">
        <Time at={step.at} as="clock" isFocusable={false} className="font-mono" />
      </span>
      <span className="relative min-w-0 self-stretch">
        <LaneLines />
        <span className="flex flex-wrap gap-1 @2xl:absolute @2xl:inset-x-0 @2xl:top-[11px] @2xl:flex-nowrap @2xl:justify-center">
          {step.tags.map((tag) => (
            <span key={tag.text} className="min-w-0 rounded-sm bg-surface">
              <Tag tone={tag.tone}>{tag.text}</Tag>
            </span>
          ))}
        </span>
      </span>
      <span className="font-mono text-xs text-muted @2xl:px-3.5 @2xl:text-right">
        {step.durationMs === null ? "" : formatDuration(step.durationMs)}
      </span>
    </div>
  );
}
