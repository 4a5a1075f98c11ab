import { ApiClient } from "../api-client";
import { CommandError, UsageError, type Command, type CommandInput } from "../command";
import { NEEDED_REASON, PAGE_FLAGS, REASON, reasonOf, typedFor } from "../flags";
import { cellText, printJson, printLine, printTable, rowsOf } from "../print";

type Json = Record<string, unknown>;

const COLUMNS = ["last_at", "provider", "subject", "size", "sentence", "owner", "key"];
const KEY = "exhausted:0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const ATTENTION_LIST: Command = {
  name: "attention list",
  summary: "Show what waits for a person, by cause",
  flags: {
    cause: { value: "cause", help: "all of one cause, page by page" },
    hidden: { help: "what is snoozed or was dismissed, instead" },
    ...PAGE_FLAGS,
  },
  notes: "The key of an item is what assign, snooze, dismiss and reopen take.",
  examples: ["attention list", "attention list --cause exhausted --json"],
  run: async (input) => {
    const shown = input.on("hidden") ? "hidden" : undefined;
    const cause = input.text("cause");
    const api = new ApiClient();
    const answer =
      cause === undefined
        ? await api.get("/attention", { shown })
        : await api.get(`/attention/${encodeURIComponent(cause)}`, { shown, ...typedFor(input, PAGE_FLAGS) });
    if (input.json) printJson(answer);
    else if (cause === undefined) printGroups(answer);
    else {
      printTable(rowsOf(answer).map(toRow), COLUMNS, NOTHING);
      if (typeof answer["next_cursor"] === "string") printLine(`more: --cursor ${answer["next_cursor"]}`);
    }
    return 0;
  },
};

const NOTHING = "Nothing needs attention.";

function printGroups(answer: Json): void {
  const groups = rowsOf({ data: answer["groups"] });
  if (groups.length === 0) printLine(NOTHING);
  for (const group of groups) {
    const more = group["is_capped"] === true ? "more than " : "";
    printLine(
      `${cellText(group["title"])} (${more}${cellText(group["count"])}, --cause ${cellText(group["cause"])})`,
    );
    printLine(cellText(group["sentence"]));
    printTable(rowsOf({ data: group["items"] }).map(toRow), COLUMNS, "");
    printLine();
  }
}

function toRow(item: Json): Json {
  const { mark } = item;
  const assignee = typeof mark === "object" && mark !== null && "assignee" in mark ? mark.assignee : null;
  const owner =
    typeof assignee === "object" && assignee !== null && "name" in assignee ? assignee.name : null;
  return { ...item, owner };
}

export const ATTENTION_ASSIGN: Command = {
  name: "attention assign",
  summary: "Give items to a member of the tenant",
  args: ["<key>..."],
  flags: {
    to: { value: "member", help: "name or id of a member; nobody takes the items back", required: true },
    ...REASON,
  },
  examples: [`attention assign ${KEY} --to "Ada Lovelace"`, `attention assign ${KEY} --to nobody`],
  run: async (input) => {
    const assignee = await memberOf(input.text("to") ?? "");
    return mark(input, { action: "assign", assignee_id: assignee, ...reasonOf(input) }, "given away");
  },
};

/** The id of a member by name or id; null for nobody. Names that several have are no way to tell them apart. */
async function memberOf(wanted: string): Promise<string | null> {
  if (wanted === "nobody") return null;
  const members = rowsOf(await new ApiClient().get("/attention/assignees"));
  const found = members.filter(({ id, name }) => id === wanted || name === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return cellText(only["id"]);
  const names = members.map(({ id, name }) => `${cellText(name)} (${cellText(id)})`).join(", ");
  const problem = found.length > 1 ? "Several members are called" : "There is no member";
  throw new CommandError(`${problem} "${wanted}"; there are: ${names === "" ? "none" : names}`);
}

export const ATTENTION_SNOOZE: Command = {
  name: "attention snooze",
  summary: "Hide items until later",
  args: ["<key>..."],
  flags: {
    for: { value: "duration", help: "30m, 4h or 7d; at most 90 days" },
    until: { value: "time", help: "instead: ISO 8601" },
    ...REASON,
  },
  examples: [`attention snooze ${KEY} --for 4h`, `attention snooze ${KEY} --until 2027-01-04T08:00:00Z`],
  run: async (input) =>
    mark(input, { action: "snooze", until: untilOf(input), ...reasonOf(input) }, "asleep"),
};

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function untilOf(input: CommandInput): string {
  const [duration, until] = [input.text("for"), input.text("until")];
  if ((duration === undefined) === (until === undefined)) throw new UsageError("Give --for or --until.");
  if (until !== undefined) return until;
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(duration ?? "") ?? [];
  if (count === undefined || unit === undefined) throw new UsageError("--for takes 30m, 4h or 7d.");
  return new Date(Date.now() + Number(count) * (UNITS[unit] ?? 0)).toISOString();
}

export const ATTENTION_DISMISS: Command = {
  name: "attention dismiss",
  summary: "Put items away with a reason; one comes back when it happens again",
  args: ["<key>..."],
  flags: NEEDED_REASON,
  examples: [`attention dismiss ${KEY} --reason "Closed in Maxsight"`],
  run: (input) => mark(input, { action: "dismiss", ...reasonOf(input) }, "put away"),
};

export const ATTENTION_REOPEN: Command = {
  name: "attention reopen",
  summary: "Show items again that sleep or were put away",
  args: ["<key>..."],
  flags: REASON,
  examples: [`attention reopen ${KEY}`],
  run: (input) => mark(input, { action: "reopen", ...reasonOf(input) }, "open again"),
};

async function mark(input: CommandInput, body: Json, done: string): Promise<number> {
  const answer = await new ApiClient().post("/attention/marks", { ...body, item_keys: input.args });
  if (input.json) printJson(answer);
  else
    printLine(`${answer["marked"] === 1 ? "1 item is" : `${cellText(answer["marked"])} items are`} ${done}.`);
  return 0;
}
