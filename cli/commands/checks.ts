import { setTimeout as delay } from "node:timers/promises";
import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import { UsageError, type Command, type CommandInput, type Flag } from "../command";
import { cellText, printJson, printLine, printTable, rowsOf } from "../print";

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

const FILTERS: Readonly<Record<string, Flag>> = {
  provider: { value: "slug", help: "only of this provider" },
  state: {
    value: "state",
    help: "accepted, in_progress, result_ready, monitoring, finished, cancelled or expired",
  },
  leg: { value: "leg", help: "queued, sent, acknowledged, fetched or unfetched" },
  "maxsight-id": { value: "uuid", help: "the id Maxsight gave" },
  reference: { value: "reference", help: "our reference" },
  demo: { value: "true|false", help: "only demo checks, or only live ones" },
  from: { value: "time", help: "created at or after (ISO 8601)" },
  to: { value: "time", help: "created before (ISO 8601)" },
};

export const CHECKS_LIST: Command = {
  name: "checks list",
  summary: "List checks, newest first",
  flags: {
    ...FILTERS,
    limit: { value: "n", help: "how many (default 50)" },
    cursor: { value: "cursor", help: "next_cursor of the page before" },
  },
  examples: [
    "checks list --provider acme-identity --state in_progress",
    "checks list --leg unfetched --json",
  ],
  run: async (input) => {
    const answer = await listChecks(new ApiClient(), input, {
      limit: input.text("limit"),
      cursor: input.text("cursor"),
    });
    if (input.json) {
      printJson(answer);
      return 0;
    }
    printTable(rowsOf(answer), COLUMNS, "No checks match.");
    if (typeof answer["next_cursor"] === "string") printLine(`more: --cursor ${answer["next_cursor"]}`);
    return 0;
  },
};

export const CHECKS_GET: Command = {
  name: "checks get",
  summary: "Show one check with its timeline, exchanges and notifications",
  args: ["<id>"],
  flags: {},
  examples: ["checks get 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f"],
  run: async (input) => {
    const check = await new ApiClient().get(`/checks/${encodeURIComponent(input.args[0] ?? "")}`);
    if (input.json) printJson(check);
    else process.stdout.write(stringify(check));
    return 0;
  },
};

export const CHECKS_TAIL: Command = {
  name: "checks tail",
  summary: "Follow checks as they are made and move",
  flags: { ...FILTERS, interval: { value: "seconds", help: "how often to look (default 2)" } },
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
    const rows = rowsOf(await listChecks(api, input, { limit: "50" })).toReversed();
    for (const row of rows) reportChange(row, seen, input.json);
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

function listChecks(
  api: ApiClient,
  input: CommandInput,
  page: Record<string, string | undefined>,
): Promise<Json> {
  const filters = Object.keys(FILTERS).map((flag) => [flag.replace("-", "_"), input.text(flag)] as const);
  return api.get("/checks", { ...Object.fromEntries(filters), ...page });
}
