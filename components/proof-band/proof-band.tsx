import { RefusedIcon } from "@/components/ui/icons";
import { cn } from "@/components/ui/cn";
import { Since, Time } from "@/components/ui/time";

export type ProofStep = {
  label: string;
  /** ISO time, when it happened. */
  at: string | null;
  /** `now`: we stand here · `failed`: it ended here · `none`: this check has no such step. */
  state: "done" | "now" | "todo" | "failed" | "none";
  /** Since when we wait here (ISO); counts up. */
  waitingSince?: string | null;
  /** What it waits for, or why it failed. */
  note?: string | null;
  /** When we try again by ourselves (ISO). */
  nextAt?: string | null;
};

/** The proof of delivery in one line: each step with its time; the one we stand at is tinted. */
export function ProofBand({ steps }: { steps: readonly ProofStep[] }) {
  return (
    <ol
      aria-label="Proof of delivery"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none"
    >
      {steps.map((step) => (
        <li
          key={step.label}
          {...(step.state === "now" ? { "aria-current": "step" as const } : {})}
          className={cn(
            "min-w-0 px-3.5 py-2.5",
            step.state === "now" ? "bg-run-weak" : step.state === "failed" ? "bg-bad-weak" : "bg-surface",
          )}
        >
          <span className={cn("block truncate text-xs", step.state === "now" ? "text-ink/75" : "text-muted")}>
            {step.label}
          </span>
          <Value step={step} />
        </li>
      ))}
    </ol>
  );
}

function Value({ step }: { step: ProofStep }) {
  if (step.state === "failed") {
    return (
      <span className="flex items-center gap-1.5 font-medium text-bad">
        <RefusedIcon size={13} className="shrink-0" />
        <span className="text-pretty">{step.note ?? "failed"}</span>
      </span>
    );
  }
  if (step.at) return <Time at={step.at} as="clock" className="font-medium" />;
  if (step.state === "now") {
    return (
      <span className="block font-medium">
        waiting
        {step.waitingSince && (
          <>
            , <Since at={step.waitingSince} />
          </>
        )}
        {(step.note || step.nextAt) && (
          <span className="block text-xs font-normal text-pretty text-ink/75">
            {step.note} {step.nextAt && <Time at={step.nextAt} />}
          </span>
        )}
      </span>
    );
  }
  return <span className="text-faint">{step.state === "none" ? (step.note ?? "not needed") : "—"}</span>;
}
