"use client";
import { useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { ChevronRightIcon } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { SignatureCause } from "@/lib/protocol/signature/signature-verdict";
import { SignaturePanel, type SignaturePanelProps } from "./signature-panel";
import { keyWords, skewText } from "./signature-words";

/** One call between Maxsight and us. `at` is ISO 8601. */
export type SignedCallItem = {
  id: string;
  at: string;
  /** `in`: Maxsight called. */
  direction: "in" | "out";
  method: string;
  /** As sent, without the host. */
  path: string;
  /** null: no answer came. */
  status: number | null;
  /** null: the request is not kept any more, or carried no signature. */
  panel: SignaturePanelProps | null;
};

type SignedCallRowProps = { call: SignedCallItem; isFirstOpen: boolean };

/** Who called whom and whether the signature holds; opens to all there is to say about it. */
export function SignedCallRow({ call, isFirstOpen }: SignedCallRowProps) {
  const [isOpen, setIsOpen] = useState(isFirstOpen);
  const panelId = useId();
  const { tone, word } = verdictWords(call);
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className={cn(
          "grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-3.5 py-2 text-left text-sm transition-colors focus-visible:-outline-offset-2 md:grid-cols-[auto_96px_150px_minmax(0,1fr)_auto]",
          isOpen ? "bg-accent-weak" : "hover:bg-sunken",
        )}
      >
        <ChevronRightIcon
          size={14}
          className={cn("text-muted transition-transform", isOpen && "rotate-90")}
        />
        <Time
          at={call.at}
          as="clock"
          isFocusable={false}
          className="font-mono text-xs text-muted max-md:col-start-2 max-md:row-start-2"
        />
        <span className="truncate text-xs text-muted max-md:col-start-3 max-md:row-start-2 max-md:text-right">
          {call.direction === "in" ? "Maxsight → Gatehouse" : "Gatehouse → Maxsight"}
        </span>
        <span className="min-w-0 truncate max-md:col-start-2 max-md:row-start-1">
          <code className="text-xs">
            {call.method} {call.path}
          </code>{" "}
          <span className="text-muted">{call.status ?? "no answer"}</span>
        </span>
        <Status tone={tone} className="max-md:col-start-3 max-md:row-start-1">
          {word}
        </Status>
      </button>
      <div id={panelId} hidden={!isOpen} className="border-t border-line p-3.5 md:pl-10">
        {isOpen && <Detail call={call} />}
      </div>
    </>
  );
}

function Detail({ call }: { call: SignedCallItem }) {
  if (call.panel !== null) return <SignaturePanel {...call.panel} />;
  return (
    <p className="text-sm text-pretty text-muted">
      {call.direction === "in"
        ? "The request is not kept any more, or it carried no signature. It was answered, so it was good when it came."
        : "The request is not kept any more, or it was never sent."}
    </p>
  );
}

/** The verdict in two words and the figures that decide it. */
function verdictWords({ panel, direction }: SignedCallItem): { tone: Tone; word: string } {
  if (panel === null) return { tone: "none", word: "not kept" };
  const { report, keyMatch } = panel;
  if (!report.isGood) return { tone: "bad", word: report.cause === null ? "not good" : CAUSES[report.cause] };
  const key = keyWords(keyMatch).word;
  const skew = report.skewSeconds ? `, ${skewText(report.skewSeconds)}` : "";
  return { tone: "good", word: direction === "in" ? `valid, ${key}${skew}` : `valid, ${key}` };
}

const CAUSES: Record<SignatureCause, string> = {
  not_signed: "not signed",
  malformed: "cannot be read",
  not_covered: "signs too little",
  unknown_key: "key not known",
  wrong_key: "wrong key",
  key_not_decoded: "key not decoded",
  clock: "wrong clock",
  altered_body: "altered body",
  rewritten_target: "rewritten path",
  rewritten_host: "rewritten host",
  rewritten_target_and_host: "rewritten path and host",
};
