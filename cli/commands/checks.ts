import { setTimeout as delay } from "node:timers/promises";
import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import { UsageError, type Command, type CommandInput } from "../command";
import { CHECK_FILTERS, firstArg, typedFor } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine, rowsOf } from "../print";

type Json = Record<string, unknown>;

const COLUMNS = [
  "created_at",
  "provider",
  "check_type",
  "state",
  "outcome",
  "decision",
  "is_demo",
  "reference",
  "id",
];

export const CHECKS_LIST = listCommand({
  name: "checks list",
  summary: "List checks, newest first",
  path: "/checks",
  filters: CHECK_FILTERS,
  columns: COLUMNS,
  empty: "No checks match.",
  examples: [
    "checks list --provider acme-identity --state in_progress",
    "checks list --leg unfetched --json",
  ],
});

export const CHECKS_GET: Command = {
  name: "checks get",
  summary: "Show one check with its timeline, exchanges and notifications",
  args: ["<id>"],
  flags: {},
  examples: ["checks get 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f"],
  run: async (input) => {
    const check = await new ApiClient().get(`/checks/${firstArg(input)}`);
    if (input.json) printJson(check);
    else process.stdout.write(stringify(check));
    return 0;
  },
};

export const CHECKS_TAIL: Command = {
  name: "checks tail",
  summary: "Follow checks as they are made and move",
  flags: { ...CHECK_FILTERS, interval: { value: "seconds", help: "how often to look (default 2)" } },
  notes: "Ends with Ctrl-C. With --json: one check per line, again whenever it changed.",
  examples: ["checks tail", "checks tail --provider acme-identity --json"],
  run: tail,
};

async function tail(input: CommandInput): Promise<number> {
  const api = new ApiClient();
  const seconds = Number(input.text("interval") ?? 2);
  if (!(seconds > 0)) throw new UsageError("--interval takes a number of seconds.");
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const seen = new Map<string, string>();
  while (!stop.signal.aborted) {
    const page = await api.get("/checks", { ...typedFor(input, CHECK_FILTERS), limit: "50" });
    for (const row of rowsOf(page).toReversed()) reportChange(row, seen, input.json);
    await delay(seconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  return 0;
}

/** One line per check that is new or has moved since the last look. */
function reportChange(row: Json, seen: Map<string, string>, json: boolean): void {
  const id = cellText(row["id"]);
  const now = JSON.stringify([row["state"], row["outcome"], row["decision"], row["legs"]]);
  if (seen.get(id) === now) return;
  seen.set(id, now);
  if (json) printLine(JSON.stringify(row));
  else printLine(COLUMNS.map((column) => cellText(row[column])).join("  "));
}
