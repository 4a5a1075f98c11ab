import { ApiClient } from "../api-client";
import type { Command } from "../command";
import { firstArg, NEEDED_REASON, PERIOD_FLAGS, REASON, reasonOf } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine } from "../print";

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const MONITORED_LIST = listCommand({
  name: "monitored list",
  summary: "List references under monitoring, newest first",
  path: "/monitored",
  filters: {
    provider: { value: "slug", help: "only of this provider" },
    state: { value: "state", help: "active (default) or ended" },
    drift: { value: "flag", help: "any, failing, dropped, silent, still_active or paused" },
    "silent-days": { value: "n", help: "how long counts as silent (default 30)" },
    reference: { value: "reference", help: "our reference" },
    "update-id": { value: "id", help: "the reference that this update belongs to" },
    ...PERIOD_FLAGS,
  },
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

type Verb = { word: string; summary: string; done: string; reason: Command["flags"]; example: string };

function verb({ word, summary, done, reason, example }: Verb): Command {
  return {
    name: `monitored ${word}`,
    summary,
    args: ["<id>"],
    flags: reason,
    notes: "<id> is the check's id, shown by monitored list.",
    examples: [example],
    run: async (input) => {
      const check = await new ApiClient().post(`/monitored/${firstArg(input)}/${word}`, reasonOf(input));
      if (input.json) printJson(check);
      else printLine(`${cellText(check["reference"])} ${done}`);
      return 0;
    },
  };
}

export const MONITORED_POLL = verb({
  word: "poll",
  summary: "Ask the provider now instead of at its time",
  done: "is asked now.",
  reason: REASON,
  example: `monitored poll ${ID}`,
});

export const MONITORED_PAUSE = verb({
  word: "pause",
  summary: "Stop the monitoring of one reference; webhooks are kept until it is resumed",
  done: "is paused; monitored resume goes on.",
  reason: NEEDED_REASON,
  example: `monitored pause ${ID} --reason "The provider is moving"`,
});

export const MONITORED_RESUME = verb({
  word: "resume",
  summary: "Go on with the monitoring of a paused reference",
  done: "goes on.",
  reason: REASON,
  example: `monitored resume ${ID}`,
});
