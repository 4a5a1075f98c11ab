import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { cn } from "@/components/ui/cn";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { SignatureReport } from "@/lib/protocol/signature/explain-request";
import { keyWords, type KeyMatch, skewText } from "./signature-words";

export type SignaturePanelProps = {
  report: SignatureReport;
  /** The key that the signature names; null when the provider has none of that id. */
  keyMatch: KeyMatch | null;
  /** When it arrived or left, ISO 8601; the clock is judged by it. */
  at: string;
};

const ALLOWED_SKEW_SECONDS = 30;

/** Everything there is to say about one signature, the verdict first. */
export function SignaturePanel({ report, keyMatch, at }: SignaturePanelProps) {
  return (
    <div className="grid min-w-0 gap-4">
      <Verdict report={report} />
      <dl className="grid gap-x-6 gap-y-2.5 text-sm sm:grid-cols-[132px_minmax(0,1fr)]">
        <Row name="Key">
          <KeyValue report={report} keyMatch={keyMatch} />
        </Row>
        <Row name="Signature">
          <Fit isRight={report.isSignatureRight} />
        </Row>
        <Row name="Clock">
          <Clock report={report} at={at} />
        </Row>
        <Row name="Digest">
          <Digest digest={report.digest} />
        </Row>
        <Row name="Covered">
          <Covered report={report} />
        </Row>
        {report.signedTarget !== null && (
          <Row name="Signed path">
            <code className="text-xs break-all">{report.signedTarget}</code>
          </Row>
        )}
        {report.signedHost !== null && (
          <Row name="Signed host">
            <code className="text-xs break-all">{report.signedHost}</code>
          </Row>
        )}
        <Row name="Algorithm">{report.algorithm ?? <span className="text-muted">not named</span>}</Row>
      </dl>
      <CanonicalString text={report.canonicalString} />
    </div>
  );
}

function Verdict({ report }: { report: SignatureReport }) {
  const isOnlyClock = report.cause === "clock" && report.isSignatureRight === true;
  return (
    <Callout tone={report.isGood ? "good" : "bad"}>
      <p className="font-medium">{report.verdict}</p>
      {isOnlyClock && (
        <p className="mt-0.5 text-ink">
          Nothing else is wrong with it. If it arrived when its Date says, give that time and it is good.
        </p>
      )}
      {report.reason !== null && (
        <p className="mt-0.5 text-xs">
          Refused by the rule <code>{report.reason}</code> (PROTOCOL 2.7).
        </p>
      )}
    </Callout>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5 sm:contents">
      <dt className="text-xs leading-5 text-muted sm:text-sm">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function KeyValue({ report, keyMatch }: Pick<SignaturePanelProps, "report" | "keyMatch">) {
  if (report.keyId === null) return <span className="text-muted">none is named</span>;
  const { tone, word } = keyWords(keyMatch);
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <code className="text-xs">{report.keyId}</code>
      <Status tone={tone}>
        {word}
        {keyMatch?.endsAt && (
          <span className="text-muted">
            , {keyMatch.state === "retiring" ? "until" : "since"} <Time at={keyMatch.endsAt} />
          </span>
        )}
      </Status>
    </span>
  );
}

function Fit({ isRight }: { isRight: boolean | null }) {
  if (isRight === null) return <span className="text-muted">cannot be computed</span>;
  return isRight ? (
    <Status tone="good">fits the text below</Status>
  ) : (
    <Status tone="bad">does not fit the text below</Status>
  );
}

function Clock({ report, at }: Pick<SignaturePanelProps, "report" | "at">) {
  const { skewSeconds } = report;
  if (skewSeconds === null) return <span className="text-muted">its Date cannot be read</span>;
  const isInTime = Math.abs(skewSeconds) <= ALLOWED_SKEW_SECONDS;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Status tone={isInTime ? "good" : "bad"}>{skewText(skewSeconds)}</Status>
      <span className="text-xs text-muted">
        {ALLOWED_SKEW_SECONDS} s are allowed; judged at <Time at={at} as="moment" />
      </span>
    </span>
  );
}

function Digest({ digest }: { digest: SignatureReport["digest"] }) {
  if (digest === null) return <span className="text-muted">no body, and none is needed</span>;
  if (digest.expected === null) {
    return (
      <span className="grid gap-1">
        <span className="text-pretty text-muted">
          the body is kept without credentials, so it cannot be computed again
        </span>
        {digest.received !== null && <DigestLine name="Received" value={digest.received} />}
      </span>
    );
  }
  const isEqual = digest.expected === digest.received;
  return (
    <span className="grid gap-1">
      <Status tone={isEqual ? "good" : "bad"}>
        {isEqual ? "is that of the body" : "is not that of the body"}
      </Status>
      <DigestLine name="Expected" value={digest.expected} />
      <DigestLine name="Received" value={digest.received ?? "none"} isWrong={!isEqual} />
    </span>
  );
}

function DigestLine({ name, value, isWrong = false }: { name: string; value: string; isWrong?: boolean }) {
  return (
    <span className="grid grid-cols-[60px_minmax(0,1fr)] text-xs text-muted">
      {name}
      <code className={cn("break-all", isWrong ? "text-bad" : "text-ink")}>{value}</code>
    </span>
  );
}

function Covered({ report: { coveredHeaders, missingHeaders } }: { report: SignatureReport }) {
  if (coveredHeaders.length === 0) return <span className="text-muted">nothing</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {coveredHeaders.map((name) => {
        const isMissing = missingHeaders.includes(name);
        return (
          <Tag key={name} tone={isMissing ? "bad" : "none"} className="font-mono">
            {name}
            {isMissing && ", not there"}
          </Tag>
        );
      })}
    </span>
  );
}

function CanonicalString({ text }: { text: string | null }) {
  return (
    <section aria-label="Canonical string" className="grid min-w-0 gap-1">
      <h3 className="text-xs font-medium text-muted">Canonical string · what was verified, line by line</h3>
      {text === null ? (
        <p className="rounded-md bg-sunken px-3 py-2.5 text-xs text-muted">
          It cannot be built: something that is signed is not there.
        </p>
      ) : (
        <CodeBlock label="canonical string" copyText={text}>
          {text.split("\n").map((line) => (
            <span key={line} className="block">
              <b className="font-medium text-ink">{line.slice(0, line.indexOf(":"))}</b>
              {line.slice(line.indexOf(":"))}
            </span>
          ))}
        </CodeBlock>
      )}
    </section>
  );
}
