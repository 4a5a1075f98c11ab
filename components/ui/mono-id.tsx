"use client";
import { cutMiddle } from "@/lib/format/text";
import { CopyIcon, TickIcon } from "./icons";
import { cn } from "./cn";
import { CopiedSaid, useCopy } from "./use-copy";

type MonoIdProps = {
  id: string;
  /** What it is, for the name of the copy button: "check id". */
  label: string;
  /** Never cut. */
  isWhole?: boolean;
  /** Beside a page title. */
  isLarge?: boolean;
  className?: string;
};

/** An id in mono, cut in the middle, whole on hover and focus; a click copies all of it. */
export function MonoId({ id, label, isWhole = false, isLarge = false, className }: MonoIdProps) {
  const { copy, isCopied } = useCopy();
  const short = isWhole ? id : cutMiddle(id);
  return (
    <>
      <button
        type="button"
        aria-label={`Copy ${label} ${id}`}
        title={id}
        onClick={() => void copy(id)}
        className={cn(
          "group/id relative z-10 inline-flex max-w-full items-center gap-1.5 rounded-sm text-left font-mono text-muted hover:text-ink",
          isLarge ? "text-sm md:text-lg" : "text-xs",
          className,
        )}
      >
        <span className={cn("truncate", short !== id && "group-focus-visible/id:hidden")}>{short}</span>
        {short !== id && <span className="hidden break-all group-focus-visible/id:inline">{id}</span>}
        {isCopied ? (
          <TickIcon size={12} className="shrink-0 text-good" />
        ) : (
          <CopyIcon
            size={12}
            className="shrink-0 opacity-0 transition-opacity group-hover/id:opacity-100 group-focus-visible/id:opacity-100 coarse:opacity-60"
          />
        )}
      </button>
      <CopiedSaid isCopied={isCopied} />
    </>
  );
}
