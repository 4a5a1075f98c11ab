import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import type { Command, CommandInput } from "../command";
import { firstArg, INBOUND_FILTERS, REASON, reasonOf } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine } from "../print";

type Json = Record<string, unknown>;

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const INBOUND_LIST = listCommand({
  name: "inbound list",
  summary: "List providers' webhooks, newest first",
  path: "/inbound",
  filters: INBOUND_FILTERS,
  columns: [
    "received_at",
    "provider",
    "verdict",
    "state",
    "event_id",
    "provider_reference",
    "check_id",
    "id",
  ],
  empty: "No webhooks match.",
  examples: ["inbound list --state unmatched", "inbound list --provider acme-identity --json"],
});

export const INBOUND_SHOW: Command = {
  name: "inbound show",
  summary: "Show a webhook: what came (masked), what the verifier found, which checks it may be about",
  args: ["<id>"],
  flags: {},
  examples: [`inbound show ${ID}`],
  run: async (input) => {
    const event = await new ApiClient().get(`/inbound/${firstArg(input)}`);
    if (input.json) printJson(event);
    else process.stdout.write(stringify(event));
    return 0;
  },
};

export const INBOUND_REPLAY: Command = {
  name: "inbound replay",
  summary: "Read a stored webhook again and store what it says",
  args: ["<id>"],
  flags: {
    current: { help: "with the published version instead of the one the check is pinned to" },
    ...REASON,
  },
  examples: [`inbound replay ${ID}`, `inbound replay ${ID} --current --reason "Mapping corrected"`],
  run: (input) =>
    changeInbound(input, "replay", {
      ...(input.on("current") ? { version: "current" } : {}),
      ...reasonOf(input),
    }),
};

export const INBOUND_ATTACH: Command = {
  name: "inbound attach",
  summary: "Give an unmatched webhook to a check; its lifecycle reads it next",
  args: ["<id>", "<check-id>"],
  flags: REASON,
  notes: "inbound show suggests checks that it may be about.",
  examples: [`inbound attach ${ID} 0198c1f2-7a6b-7c1d-9e2f-000000000001`],
  run: (input) => changeInbound(input, "attach", { check_id: input.args[1], ...reasonOf(input) }),
};

/** Asks for one change of one webhook, and says how it stands then. */
export async function changeInbound(input: CommandInput, verb: string, body: Json): Promise<number> {
  const event = await new ApiClient().post(`/inbound/${firstArg(input)}/${verb}`, body);
  if (input.json) printJson(event);
  else {
    const check = event["check_id"] === null ? "" : `, check ${cellText(event["check_id"])}`;
    printLine(`The webhook is ${cellText(event["state"])}${check}.`);
  }
  return 0;
}
