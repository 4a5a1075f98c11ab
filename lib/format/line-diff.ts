/** One line of a comparison; `left` and `right` are its 1-based numbers where it is there. */
export type DiffLine =
  | { kind: "same"; left: number; right: number; text: string }
  | { kind: "removed"; left: number; text: string }
  | { kind: "added"; right: number; text: string };

/** A stretch of lines that are the same and far from any difference. */
export type DiffGap = { kind: "gap"; lines: number };

/** Beyond this many cells the middle is shown as replaced: a table of a few million cells would stall the page. */
const MOST_CELLS = 4_000_000;

/** How one text becomes another, line by line: the longest common lines stay. Pure. */
export function diffLines(before: string, after: string): DiffLine[] {
  const left = before.split("\n");
  const right = after.split("\n");
  const head = commonHead(left, right);
  const tail = commonTail(left.slice(head), right.slice(head));
  const middle = compare(left.slice(head, left.length - tail), right.slice(head, right.length - tail), head);
  const same = (index: number, offset: number): DiffLine => ({
    kind: "same",
    left: index + 1,
    right: index + 1 + offset,
    text: left[index] ?? "",
  });
  return [
    ...left.slice(0, head).map((_, index) => same(index, 0)),
    ...middle,
    ...left
      .slice(left.length - tail)
      .map((_, index) => same(left.length - tail + index, right.length - left.length)),
  ];
}

/** Only what differs, with `context` lines around it; what lies between is counted. Pure. */
export function foldDiff(lines: readonly DiffLine[], context = 3): (DiffLine | DiffGap)[] {
  const isNear = lines.map(() => false);
  for (const [index, line] of lines.entries()) {
    if (line.kind === "same") continue;
    isNear.fill(true, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  }
  const folded: (DiffLine | DiffGap)[] = [];
  for (const [index, line] of lines.entries()) {
    const last = folded.at(-1);
    if (isNear[index] === true) folded.push(line);
    else if (last?.kind === "gap") folded[folded.length - 1] = { kind: "gap", lines: last.lines + 1 };
    else folded.push({ kind: "gap", lines: 1 });
  }
  return folded;
}

function commonHead(left: readonly string[], right: readonly string[]): number {
  const differs = left.findIndex((line, index) => line !== right[index]);
  return differs === -1 ? Math.min(left.length, right.length) : differs;
}

function commonTail(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < left.length && count < right.length && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  return count;
}

function compare(left: readonly string[], right: readonly string[], offset: number): DiffLine[] {
  if (left.length * right.length > MOST_CELLS)
    return replaceAll(left, right, { row: offset, column: offset });
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    const text = left[row] ?? "";
    if (text === right[column]) {
      lines.push({ kind: "same", left: ++row + offset, right: ++column + offset, text });
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) {
      lines.push({ kind: "removed", left: ++row + offset, text });
    } else {
      lines.push({ kind: "added", right: ++column + offset, text: right[column - 1] ?? "" });
    }
  }
  const rest = { row: row + offset, column: column + offset };
  return [...lines, ...replaceAll(left.slice(row), right.slice(column), rest)];
}

/** How many lines both have in common from each pair of lines on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column]
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  return lengths;
}

function replaceAll(
  left: readonly string[],
  right: readonly string[],
  at: { row: number; column: number },
): DiffLine[] {
  return [
    ...left.map((text, index): DiffLine => ({ kind: "removed", left: index + 1 + at.row, text })),
    ...right.map((text, index): DiffLine => ({ kind: "added", right: index + 1 + at.column, text })),
  ];
}
