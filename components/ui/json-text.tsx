import type { ReactNode } from "react";

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)/g;

/** JSON as text with its member names darker and masked values fainter; anything else is shown as it is. */
export function JsonText({ text }: { text: string }) {
  return <>{colour(text)}</>;
}

function colour(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, match.index), drawn(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function drawn(match: RegExpMatchArray): ReactNode {
  const [whole, quoted, colon] = match;
  if (quoted && colon) {
    return (
      <span key={match.index} className="text-ink">
        {whole}
      </span>
    );
  }
  if (quoted?.includes("•")) {
    return (
      <span key={match.index} className="text-faint" title="Masked">
        {whole}
      </span>
    );
  }
  return (
    <span key={match.index} className={quoted ? "text-muted" : "text-run"}>
      {whole}
    </span>
  );
}
