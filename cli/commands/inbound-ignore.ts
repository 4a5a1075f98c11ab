import { formatCount, plural } from "@/lib/format/text";
import { ApiClient } from "../api-client";
import { CommandError, UsageError, type Command, type CommandInput } from "../command";
import { INBOUND_FILTERS, REASON, reasonOf, typedFor } from "../flags";
import { cellText, printJson, printLine, printTable, rowsOf } from "../print";
import { changeInbound } from "./inbound";

type Json = Record<string, unknown>;

/** The states of what waits in the tray; nothing else can be ignored. */
const WAITING = ["unmatched", "failed"];
/** So many at a time; more stay for the next call. */
const MOST = 1000;
/** The largest page of the API, and the most ids that one call takes. */
const PAGE = 200;
const SHOWN = 10;
const COLUMNS = ["received_at", "provider", "verdict", "state", "event_id", "provider_reference", "id"];

export const INBOUND_IGNORE: Command = {
  name: "inbound ignore",
  summary: "Put a webhook away that fits no check or failed, or all that match a filter",
  args: ["[id]"],
  flags: {
    ...REASON,
    ...INBOUND_FILTERS,
    state: { value: "state", help: "unmatched or failed (default: both)" },
    yes: { help: "do it; without this only the preview is shown" },
  },
  notes:
    "Of many: shows what would be ignored, and does it with --yes, to the newest 1,000 at a time. " +
    "What is ignored can still be attached or replayed.",
  examples: [
    'inbound ignore 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f --reason "Of a check before our time"',
    "inbound ignore --provider acme-identity --state unmatched",
    'inbound ignore --provider acme-identity --to 2026-01-01T00:00:00Z --reason "From their test system" --yes',
  ],
  run: async (input) => {
    const filter = typedFor(input, INBOUND_FILTERS);
    const isOne = input.args.length > 0;
    if (isOne === Object.keys(filter).length > 0)
      throw new UsageError("Give one id, or a filter such as --provider for many.");
    if (!isOne) return ignoreMany(input, filter);
    if (input.text("reason") === undefined) throw new UsageError("Ignoring a webhook needs --reason.");
    return changeInbound(input, "ignore", reasonOf(input));
  },
};

/** What was found, newest first. */
type Tray = { events: Json[]; hasMore: boolean };

async function ignoreMany(input: CommandInput, filter: Record<string, string>): Promise<number> {
  const { state } = filter;
  if (state !== undefined && !WAITING.includes(state))
    throw new UsageError("Only webhooks that are unmatched or failed can be ignored.");
  if (input.on("yes") && input.text("reason") === undefined)
    throw new UsageError("Doing it to many needs --reason.");
  const api = new ApiClient();
  const tray = await readTray(api, filter);
  if (!input.json) printPreview(tray);
  if (!input.on("yes")) {
    if (input.json) printJson(previewOf(tray));
    else if (tray.events.length > 0) printLine("Nothing was done yet; add --yes and --reason to do it.");
    return 0;
  }
  if (tray.events.length === 0) throw new CommandError("No webhooks match; nothing was done.");
  const done = { ...(await ignoreThose(api, input, tray)), has_more: tray.hasMore };
  if (input.json) printJson(done);
  else printDone(done);
  return 0;
}

async function readTray(api: ApiClient, filter: Record<string, string>): Promise<Tray> {
  const events: Json[] = [];
  for (const state of filter["state"] === undefined ? WAITING : [filter["state"]])
    events.push(...(await readNewest(api, { ...filter, state })));
  const newestFirst = events.toSorted((one, other) =>
    cellText(other["received_at"]).localeCompare(cellText(one["received_at"])),
  );
  return { events: newestFirst.slice(0, MOST), hasMore: newestFirst.length > MOST };
}

/** One page more than is ignored at a time tells whether there are more. */
async function readNewest(api: ApiClient, query: Record<string, string>): Promise<Json[]> {
  const found: Json[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get("/inbound", { ...query, limit: String(PAGE), cursor });
    found.push(...rowsOf(page));
    cursor = typeof page["next_cursor"] === "string" ? page["next_cursor"] : undefined;
  } while (cursor !== undefined && found.length <= MOST);
  return found;
}

/** By id, so that what came in since the preview stays in the tray. */
async function ignoreThose(api: ApiClient, input: CommandInput, { events }: Tray) {
  const ids = events.map(({ id }) => id);
  const done = { ignored: 0, skipped: 0 };
  for (let at = 0; at < ids.length; at += PAGE) {
    const answer = await api.post("/inbound/ignore", { ids: ids.slice(at, at + PAGE), ...reasonOf(input) });
    done.ignored += Number(answer["ignored"]);
    done.skipped += Number(answer["skipped"]);
  }
  return done;
}

function previewOf({ events, hasMore }: Tray): Json {
  return {
    total: events.length,
    has_more: hasMore,
    providers: countProviders(events).map(([provider, count]) => ({ provider, count })),
    sample: events.slice(0, SHOWN),
  };
}

function printPreview({ events, hasMore }: Tray): void {
  printLine(
    hasMore
      ? `More than ${formatCount(MOST)} webhooks match; the newest ${formatCount(MOST)} would be ignored.`
      : `${plural(events.length, "webhook")} would be ignored.`,
  );
  for (const [provider, count] of countProviders(events)) printLine(`  ${count} of ${provider}`);
  if (events.length > 0) printTable(events.slice(0, SHOWN), COLUMNS, "");
}

function countProviders(events: readonly Json[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { provider } of events)
    counts.set(cellText(provider), (counts.get(cellText(provider)) ?? 0) + 1);
  return [...counts];
}

function printDone(done: { ignored: number; skipped: number; has_more: boolean }): void {
  printLine(`Ignored ${plural(done.ignored, "webhook")}.`);
  if (done.skipped > 0) printLine(`${done.skipped} had left the tray meanwhile.`);
  if (done.has_more) printLine("More match; the same command goes on with them.");
}
