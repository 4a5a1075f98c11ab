import { ApiClient } from "./api-client";
import { CommandError, UsageError, type CommandInput } from "./command";
import { reasonOf, type Flags } from "./flags";
import { followJob } from "./follow-job";
import { cellText, printJson, printLine, printTable } from "./print";

type Json = Record<string, unknown>;

/** Flags of whatever is done to many: nothing happens without `--yes`. */
export const BULK_FLAGS: Flags = {
  exclude: { value: "kind", help: "leave out what the preview names so", multiple: true },
  rate: { value: "n", help: "at most so many a second for each host (default and most: 20)" },
  at: { value: "time", help: "begin then (ISO 8601, within seven days) instead of at once" },
  yes: { help: "do it; without this only the preview is shown" },
  detach: { help: "do not wait for the job" },
};

export const BULK_NOTE =
  "Of many: shows what would happen, and does it with --yes, as a job on exactly the set that the preview counted. " +
  "Ctrl-C ends the watching, not the job; see jobs show, pause and cancel.";

export type BulkAction = {
  /** Where it is asked for; its preview is below that. */
  path: string;
  filter: Json;
  /** What is counted: `notifications`. */
  noun: string;
  /** What is done to it: `sent again`. */
  done: string;
  /** Columns of the sample. */
  columns: readonly string[];
};

/** Shows the preview; with `--yes` makes the job and follows it. */
export async function runBulk(input: CommandInput, action: BulkAction): Promise<number> {
  const rate = rateOf(input);
  if (input.on("yes") && input.text("reason") === undefined)
    throw new UsageError("Doing it to many needs --reason.");
  const api = new ApiClient();
  const preview = await api.post(`${action.path}/preview`, { filter: action.filter });
  const exclude = input.texts("exclude");
  const total = countWithout(preview, exclude);
  if (!input.json) printPreview(preview, action, total);
  if (!input.on("yes")) {
    if (input.json) printJson(preview);
    else if (total > 0) printLine("Nothing was done yet; add --yes and --reason to do it.");
    return 0;
  }
  if (preview["is_too_many"] === true)
    throw new CommandError(`These are more than 100,000 ${action.noun}: narrow the filter.`);
  if (total === 0) throw new CommandError(`No ${action.noun} match; nothing was done.`);
  const job = await api.post(action.path, {
    filter: action.filter,
    ...reasonOf(input),
    ...(exclude.length === 0 ? {} : { exclude }),
    ...(rate === undefined ? {} : { rate_per_second: rate }),
    ...(input.text("at") === undefined ? {} : { starts_at: input.text("at") }),
    confirmed_total: total,
  });
  return watch(api, input, job);
}

function watch(api: ApiClient, input: CommandInput, job: Json): Promise<number> | number {
  const id = String(job["id"]);
  if (!input.json) printLine(`Job ${id}:`);
  if (!input.on("detach")) return followJob(api, input, id);
  if (input.json) printJson(job);
  else printLine(`follow it with: gatehouse jobs show ${id} --follow`);
  return 0;
}

function rateOf(input: CommandInput): number | undefined {
  const text = input.text("rate");
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (!Number.isInteger(rate) || rate < 1 || rate > 20)
    throw new UsageError("--rate takes a number from 1 to 20.");
  return rate;
}

/** Every item has at most one conflict, so what is left out is the sum. */
function countWithout(preview: Json, exclude: readonly string[]): number {
  const total = Number(preview["total"]);
  const left = entriesOf(preview, "conflicts").filter(({ kind }) => exclude.includes(cellText(kind)));
  return total - left.reduce((sum, { count }) => sum + Number(count), 0);
}

function printPreview(preview: Json, { noun, done, columns }: BulkAction, total: number): void {
  const many = preview["is_too_many"] === true ? "more than 100,000" : String(total);
  printLine(
    `${many} ${noun} would be ${done}, at most ${String(preview["rate_per_second"])} a second for each host.`,
  );
  for (const { kind, count } of entriesOf(preview, "conflicts"))
    if (count !== 0)
      printLine(`  ${cellText(count)} ${CONFLICTS[cellText(kind)] ?? ""} (--exclude ${cellText(kind)})`);
  for (const { kind, count } of entriesOf(preview, "excluded"))
    if (count !== 0) printLine(`  beside them ${cellText(count)} that are left out: ${cellText(kind)}`);
  for (const { host, provider, count } of [
    ...entriesOf(preview, "hosts"),
    ...entriesOf(preview, "providers"),
  ])
    printLine(`  ${cellText(count)} of ${cellText(host ?? provider)}`);
  const sample = entriesOf(preview, "sample");
  if (sample.length > 0) printTable(sample, columns, "");
}

const CONFLICTS: Readonly<Record<string, string>> = {
  host_parked: "wait for a host whose breaker is open",
  already_fetched: "were fetched by Maxsight already",
  retry_pending: "are about to be repeated anyway",
  result_unfetched: "have a result that Maxsight has not fetched",
  provider_not_told: "go on at a provider that cannot be told",
  provider_parked: "wait for a provider whose breaker is open",
  poll_due: "are about to be asked about anyway",
};

function entriesOf(preview: Json, name: string): Json[] {
  const list: unknown = preview[name];
  return Array.isArray(list)
    ? list.filter((entry): entry is Json => typeof entry === "object" && entry !== null)
    : [];
}
