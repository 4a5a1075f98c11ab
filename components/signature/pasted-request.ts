export type RequestFields = { method: string; target: string; headers: string; body: string };

const REQUEST_LINE = /^\s*([A-Za-z]+) (\S+)(?: HTTP\/[\d.]+)?[ \t]*$/;

/** A whole request as logs and proxies write it, taken apart; null for text that is no request. */
export function splitRequest(text: string): RequestFields | null {
  const lines = text.replaceAll("\r\n", "\n").replace(/^\n+/, "").split("\n");
  const match = REQUEST_LINE.exec(lines[0] ?? "");
  if (match === null || lines.length < 2 || !/^[^\s:]+:/.test(lines[1] ?? "")) return null;
  const gap = lines.indexOf("");
  const head = gap === -1 ? lines.slice(1) : lines.slice(1, gap);
  const body = gap === -1 ? "" : lines.slice(gap + 1).join("\n");
  return { method: match[1]?.toUpperCase() ?? "", target: match[2] ?? "", headers: head.join("\n"), body };
}
