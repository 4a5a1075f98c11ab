import { ApiClient } from "../api-client";
import { UsageError, type Command } from "../command";
import { firstArg, MONITORED_FILTERS, REASON, reasonOf, typedFor } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine } from "../print";
import { BULK_FLAGS, BULK_NOTE, runBulk, type BulkAction } from "../run-bulk";

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const MONITORED_LIST = listCommand({
  name: "monitored list",
  summary: "List references under monitoring, newest first",
  path: "/monitored",
  filters: MONITORED_FILTERS,
  columns: [
    "since",
    "provider",
    "reference",
    "pending_updates",
    "last_heard_at",
    "next_poll_at",
    "drift",
    "id",
  ],
  toRow: (row) => ({ ...row, drift: Array.isArray(row["drift"]) ? row["drift"].join(" ") : null }),
  empty: "Nothing that is monitored matches.",
  examples: ["monitored list --drift any", "monitored list --provider acme-screening --json"],
});

type Verb = {
  word: string;
  summary: string;
  /** Where one is asked for; the check's own verbs are elsewhere. */
  path?: "/checks" | "/monitored";
  /** What is said of one after it. */
  done: string;
  isReasonNeeded: boolean;
  many: Pick<BulkAction, "path" | "done" | "columns"> & { isOfChecks?: boolean };
  examples: string[];
};

function verb(spec: Verb): Command {
  const { word, summary, path = "/monitored", done, isReasonNeeded, many, examples } = spec;
  return {
    name: `monitored ${word}`,
    summary,
    args: ["[id]"],
    flags: { ...REASON, ...MONITORED_FILTERS, ...BULK_FLAGS },
    notes: `[id] is the check's id, shown by monitored list. ${BULK_NOTE}`,
    examples,
    run: async (input) => {
      const filter = typedFor(input, MONITORED_FILTERS);
      const isOne = input.args.length > 0;
      if (isOne === Object.keys(filter).length > 0)
        throw new UsageError("Give one id, or a filter such as --provider for many.");
      if (!isOne) {
        const { isOfChecks, ...action } = many;
        return runBulk(input, {
          ...action,
          filter: isOfChecks ? { monitored: filter } : filter,
          noun: "monitored references",
        });
      }
      if (isReasonNeeded && input.text("reason") === undefined)
        throw new UsageError(`monitored ${word} needs --reason.`);
      const check = await new ApiClient().post(`${path}/${firstArg(input)}/${word}`, reasonOf(input));
      if (input.json) printJson(check);
      else printLine(`${cellText(check["reference"])} ${done}`);
      return 0;
    },
  };
}

const COLUMNS = ["created_at", "provider", "state", "next_poll_at", "conflict", "reference", "id"];

export const MONITORED_POLL = verb({
  word: "poll",
  summary: "Ask the provider now instead of at its time, about one or all that match a filter",
  done: "is asked now.",
  isReasonNeeded: false,
  many: { path: "/monitored/poll", done: "asked about", columns: COLUMNS },
  examples: [
    `monitored poll ${ID}`,
    "monitored poll --drift failing",
    'monitored poll --provider acme-screening --drift silent --reason "Their webhooks were off" --yes',
  ],
});

export const MONITORED_PAUSE = verb({
  word: "pause",
  summary: "Stop the monitoring of one or many; webhooks are kept until it is resumed",
  done: "is paused; monitored resume goes on.",
  isReasonNeeded: true,
  many: { path: "/monitored/pause", done: "paused", columns: COLUMNS },
  examples: [
    `monitored pause ${ID} --reason "The provider is moving"`,
    'monitored pause --provider acme-screening --reason "The provider is moving" --yes',
  ],
});

export const MONITORED_RESUME = verb({
  word: "resume",
  summary: "Go on with the monitoring of one or many that are paused",
  done: "goes on.",
  isReasonNeeded: false,
  many: { path: "/monitored/resume", done: "resumed", columns: COLUMNS },
  examples: [`monitored resume ${ID}`, "monitored resume --provider acme-screening --drift paused"],
});

export const MONITORED_CANCEL = verb({
  word: "cancel",
  summary: "End the monitoring of one or many for good; the provider is told where it can be",
  path: "/checks",
  done: "is cancelled.",
  isReasonNeeded: true,
  many: {
    path: "/checks/cancel",
    isOfChecks: true,
    done: "ended",
    columns: ["created_at", "provider", "state", "is_told", "conflict", "reference", "id"],
  },
  examples: [
    `monitored cancel ${ID} --reason "No client any more"`,
    'monitored cancel --provider acme-screening --drift dropped --reason "Not known there" --yes',
  ],
});
