import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import { Document as YamlDocument } from "yaml";

export type TextFormat = "yaml" | "json";
/** What is wrong at a place of a text. `line` is 1-based; null where the text has no such place. */
export type TextProblem = { line: number | null; path: string; message: string };
export type ReadText = { document: Record<string, unknown> } | { problem: TextProblem };

/** A definition as the file that `gatehouse providers apply -f` takes. */
export type DefinitionDocument = {
  slug: string;
  name: string;
  status?: string;
  config: Record<string, unknown>;
  connector: Record<string, unknown>;
};

const LINE_WIDTH = 100;

/** A definition as text: short lists on one line, long expressions as blocks. */
export function toDefinitionText(value: unknown, format: TextFormat): string {
  if (format === "json") return `${JSON.stringify(value, null, 2)}\n`;
  const document = new YamlDocument(value);
  visit(document, {
    Seq(_, node) {
      if (node.items.length > 0 && node.items.every((item) => isScalar(item))) node.flow = true;
    },
    Scalar(_, node) {
      if (typeof node.value === "string" && node.value.includes("\n")) node.type = "BLOCK_LITERAL";
    },
  });
  return document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false });
}

/** Reads YAML, and JSON with it. A syntax error says its line. */
export function readDefinitionText(text: string): ReadText {
  const { document, lines } = parse(text);
  const [error] = document.errors;
  if (error !== undefined) {
    const message = (error.message.split("\n")[0] ?? "is not YAML").replace(
      / at line \d+, column \d+:?$/,
      "",
    );
    return { problem: { line: lines.linePos(error.pos[0]).line, path: "", message: `${message}.` } };
  }
  if (!isMap(document.contents)) {
    const message = "The document must have the members name, config and connector.";
    return { problem: { line: 1, path: "", message } };
  }
  return { document: document.toJS() as Record<string, unknown> };
}

/** The lines a list of JSON pointers stands at; for what is missing, the line of what it should be in. */
export function placeProblems(
  text: string,
  problems: readonly { path: string; message: string }[],
): TextProblem[] {
  const { document, lines } = parse(text);
  return problems.map(({ path, message }) => ({ path, message, line: lineOf(document, lines, path) }));
}

function parse(text: string) {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: true }), lines };
}

function lineOf(document: Document.Parsed, lines: LineCounter, pointer: string): number {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of parts) {
    const found = step(node, part);
    if (found === null) break;
    offset = found.offset;
    node = found.node;
  }
  return lines.linePos(offset).line;
}

function step(node: unknown, part: string): { node: unknown; offset: number } | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === part);
    const at = pair !== undefined && isNode(pair.key) ? pair.key.range?.[0] : undefined;
    return at === undefined ? null : { node: pair?.value, offset: at };
  }
  if (!isSeq(node)) return null;
  const item: unknown = node.items[Number(part)];
  const at = isNode(item) ? item.range?.[0] : undefined;
  return at === undefined ? null : { node: item, offset: at };
}
