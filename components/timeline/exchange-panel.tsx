"use client";
import { Suspense, use } from "react";
import { formatBytes } from "@/lib/format/text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { JsonText } from "@/components/ui/json-text";
import { Skeleton } from "@/components/ui/skeleton";
import { curlOf, timingText, type ExchangeDetail, type ExchangeMessage } from "./exchange-detail";

/** An exchange as it is being read; null when it could not be. */
export type ExchangeReading = Promise<ExchangeDetail | null>;

type ExchangePanelProps = { reading: ExchangeReading; onReadAgain: () => void };

/** Request and response of one exchange; the row starts the reading when it opens. */
export function ExchangePanel({ reading, onReadAgain }: ExchangePanelProps) {
  return (
    <div className="bg-accent-weak px-3.5 pt-1 pb-3.5 text-xs">
      <Suspense fallback={<PanelSkeleton />}>
        <ReadExchange reading={reading} onReadAgain={onReadAgain} />
      </Suspense>
    </div>
  );
}

function ReadExchange({ reading, onReadAgain }: ExchangePanelProps) {
  const detail = use(reading);
  if (detail) return <ExchangePanes detail={detail} />;
  return (
    <Callout
      tone="bad"
      isAlert
      action={
        <Button size="sm" onClick={onReadAgain}>
          Read again
        </Button>
      }
    >
      This exchange could not be read. The check itself is not touched by that.
    </Callout>
  );
}

function PanelSkeleton() {
  return (
    <output className="grid gap-3 @2xl:grid-cols-2">
      <span className="sr-only">Reading the exchange</span>
      {["h-36", "h-20"].map((height) => (
        <span key={height} className="grid content-start gap-1.5">
          <Skeleton className="h-4 w-24" />
          <Skeleton className={height} />
        </span>
      ))}
    </output>
  );
}

/** Both sides next to each other, one above the other where it is narrow. */
export function ExchangePanes({ detail }: { detail: ExchangeDetail }) {
  const timing = timingText(detail);
  const facts = [detail.status, timing, detail.response && formatBytes(detail.response.size)];
  return (
    <div className="grid gap-3 @2xl:grid-cols-2">
      <section aria-label="Request" className="min-w-0">
        <h3 className="mb-1 font-medium">
          Request <span className="font-normal text-muted">· {formatBytes(detail.request.size)}</span>
        </h3>
        <Message message={detail.request} label="request" />
      </section>
      <section aria-label="Response" className="min-w-0">
        <h3 className="mb-1 font-medium">
          Response{" "}
          <span className="font-normal text-muted">
            {facts
              .filter((fact) => fact !== null)
              .map((fact) => `· ${fact} `)
              .join("")}
          </span>
        </h3>
        {detail.response ? (
          <Message message={detail.response} label="response" />
        ) : (
          <p className="rounded-md bg-bad-weak px-3 py-2.5 text-bad">{detail.failure ?? "No answer came."}</p>
        )}
        <div className="mt-2 flex flex-wrap gap-1.5">
          <CopyButton text={curlOf(detail)} label="Copy as curl" hasLabel />
        </div>
      </section>
    </div>
  );
}

function Message({ message, label }: { message: ExchangeMessage; label: string }) {
  return (
    <>
      <CodeBlock label={label} copyText={message.body ?? message.startLine}>
        {message.startLine}
        {"\n"}
        {message.headers.map(([name, value]) => (
          <span key={name}>
            <b className="font-medium text-ink">{name.toLowerCase()}</b> {value}
            {"\n"}
          </span>
        ))}
        {message.body !== null && (
          <>
            {"\n"}
            <JsonText text={message.body} />
          </>
        )}
      </CodeBlock>
      {message.remark && <p className="mt-1 text-muted">{message.remark}</p>}
    </>
  );
}
