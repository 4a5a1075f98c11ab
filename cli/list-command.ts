import { ApiClient } from "./api-client";
import type { Command } from "./command";
import { PAGE_FLAGS, typedFor, type Flags } from "./flags";
import { printJson, printLine, printTable, rowsOf } from "./print";

type Row = Record<string, unknown>;

export type ListOf = {
  name: string;
  summary: string;
  path: string;
  filters?: Flags;
  columns: readonly string[];
  /** What is said when nothing is found. */
  empty: string;
  examples: string[];
  /** A row as the table shows it; as it came when left out. */
  toRow?: (row: Row) => Row;
  /** Whether the list turns pages; so do all but the short ones. */
  isPaged?: boolean;
};

/** A command that prints a list of the API: a table and how to get the next page, or with --json the answer itself. */
export function listCommand(list: ListOf): Command {
  const { name, summary, filters = {}, examples, toRow = (row: Row) => row, isPaged = true } = list;
  const flags = { ...filters, ...(isPaged ? PAGE_FLAGS : {}) };
  return {
    name,
    summary,
    flags,
    examples,
    run: async (input) => {
      const answer = await new ApiClient().get(list.path, typedFor(input, flags));
      if (input.json) {
        printJson(answer);
        return 0;
      }
      printTable(rowsOf(answer).map(toRow), list.columns, list.empty);
      if (typeof answer["next_cursor"] === "string") printLine(`more: --cursor ${answer["next_cursor"]}`);
      return 0;
    },
  };
}
