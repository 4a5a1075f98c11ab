import { ApiClient } from "../api-client";
import type { Command } from "../command";
import { firstArg, NEEDED_REASON, reasonOf } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine } from "../print";

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const INBOUND_RULES_LIST = listCommand({
  name: "inbound rules list",
  summary: "List the standing rules that put webhooks away, with how many each has put away",
  path: "/inbound/rules",
  filters: { provider: { value: "slug", help: "only of this provider" } },
  columns: ["created_at", "provider", "field", "equals", "ignored", "last_ignored_at", "by", "reason", "id"],
  empty: "No rule puts webhooks away.",
  examples: ["inbound rules list", "inbound rules list --provider acme-identity --json"],
  isPaged: false,
});

export const INBOUND_RULES_ADD: Command = {
  name: "inbound rules add",
  summary: "Put webhooks of a provider away from now on that say the same as this one in one field",
  args: ["<event-id>"],
  flags: {
    field: {
      value: "pointer",
      help: "what they have in common: /body/type, /headers/x-event",
      required: true,
    },
    equals: { value: "text", help: "what it says there (default: what this webhook says, unless masked)" },
    ...NEEDED_REASON,
  },
  notes:
    "Made from a webhook that found no check; inbound show lists its fields. What a rule puts away stays stored and " +
    "goes to a check that turns up for it; it can be attached and replayed.",
  examples: [`inbound rules add ${ID} --field /body/type --reason "Heartbeats of their test system"`],
  run: async (input) => {
    const [field, equals] = [input.text("field"), input.text("equals")];
    const rule = await new ApiClient().post(`/inbound/${firstArg(input)}/rule`, {
      field,
      ...(equals === undefined ? {} : { equals }),
      ...reasonOf(input),
    });
    if (input.json) printJson(rule);
    else {
      const says = `${cellText(rule["field"])} = ${cellText(rule["equals"])}`;
      printLine(`Webhooks of ${cellText(rule["provider"])} with ${says} are put away from now on.`);
      printLine(`${cellText(rule["ignored"])} left the tray; rule ${cellText(rule["id"])}.`);
    }
    return 0;
  },
};

export const INBOUND_RULES_REMOVE: Command = {
  name: "inbound rules remove",
  summary: "Remove a standing rule; what it put away stays put away",
  args: ["<id>"],
  flags: {},
  examples: [`inbound rules remove ${ID}`],
  run: async (input) => {
    await new ApiClient().delete(`/inbound/rules/${firstArg(input)}`);
    if (input.json) printJson({ id: input.args[0], removed: true });
    else printLine("The rule is removed; what comes from now on waits in the tray again.");
    return 0;
  },
};
