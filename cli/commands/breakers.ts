import { ApiClient } from "../api-client";
import { CommandError, type Command } from "../command";
import { NEEDED_REASON, reasonOf } from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine, rowsOf } from "../print";

export const BREAKERS_LIST = listCommand({
  name: "breakers list",
  summary: "List the breakers that ever opened, those that are not closed first",
  path: "/breakers",
  columns: ["scope", "key", "state", "parked", "times_opened", "opened_at", "next_probe_at", "id"],
  empty: "No breaker ever opened.",
  examples: ["breakers list", "breakers list --json"],
  isPaged: false,
});

export const BREAKERS_CLOSE: Command = {
  name: "breakers close",
  summary: "Close a breaker by hand; what is parked leaves at a bounded rate",
  args: ["<id>"],
  flags: NEEDED_REASON,
  notes: "<id> is the id or the key (a Maxsight base URL, a provider's id) shown by breakers list.",
  examples: ['breakers close https://api.passfort.com --reason "Maxsight says it is back"'],
  run: async (input) => {
    const api = new ApiClient();
    const wanted = input.args[0] ?? "";
    const found = rowsOf(await api.get("/breakers")).find(({ id, key }) => id === wanted || key === wanted);
    if (found === undefined)
      throw new CommandError(`There is no breaker "${wanted}"; see: gatehouse breakers list`);
    const closed = await api.post(`/breakers/${cellText(found["id"])}/close`, reasonOf(input));
    if (input.json) printJson(closed);
    else
      printLine(
        `The breaker of ${cellText(closed["key"])} is ${cellText(closed["state"])}; ${cellText(found["parked"])} parked notifications leave.`,
      );
    return 0;
  },
};
