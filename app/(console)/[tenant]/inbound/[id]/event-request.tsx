import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import type { InboundDetail } from "@/lib/services/inbound";

/** The webhook as it came, masked. */
export function EventRequest({ event }: { event: InboundDetail }) {
  const { method, path, message } = event.request;
  const startLine = `${method} ${path} HTTP/1.1`;
  return (
    <section>
      <h2 className="mb-2.5 text-sm font-semibold">What came</h2>
      <CodeBlock label="request" copyText={message?.body ?? startLine}>
        {startLine}
        {"\n"}
        {Object.entries(message?.headers ?? {}).map(([name, value]) => (
          <span key={name}>
            <b className="font-medium text-ink">{name}</b> {value}
            {"\n"}
          </span>
        ))}
        {message !== null && message.body !== "" && (
          <>
            {"\n"}
            <JsonText text={message.body} />
          </>
        )}
      </CodeBlock>
      <p className="mt-1 text-xs text-muted">
        {message === null ? "The body is not kept any more." : "What could be about a person is masked."}
      </p>
    </section>
  );
}
