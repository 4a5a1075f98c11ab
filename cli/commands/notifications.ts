import { ApiClient } from "../api-client";
import { UsageError, type Command } from "../command";
import { printJson, printLine, printTable, rowsOf } from "../print";

export const NOTIFICATIONS_LIST: Command = {
  name: "notifications list",
  summary: "List our calls to Maxsight, newest first",
  flags: {
    state: {
      value: "state",
      help: "queued, delivering, acknowledged, fetched, parked, exhausted, suppressed or cancelled",
    },
    provider: { value: "slug", help: "only of this provider" },
    from: { value: "time", help: "created at or after (ISO 8601)" },
    to: { value: "time", help: "created before (ISO 8601)" },
    limit: { value: "n", help: "how many (default 50)" },
    cursor: { value: "cursor", help: "next_cursor of the page before" },
  },
  examples: ["notifications list --state exhausted"],
  run: async (input) => {
    const query = Object.fromEntries(
      ["state", "provider", "from", "to", "limit", "cursor"].map((flag) => [flag, input.text(flag)]),
    );
    const answer = await new ApiClient().get("/notifications", query);
    if (input.json) {
      printJson(answer);
      return 0;
    }
    printTable(
      rowsOf(answer).map((row) => ({
        ...row,
        attempts: Array.isArray(row["attempts"]) ? row["attempts"].length : row["attempts"],
      })),
      ["created_at", "kind", "state", "attempts", "next_attempt_at", "ack_id", "id"],
      "No notifications match.",
    );
    if (typeof answer["next_cursor"] === "string") printLine(`more: --cursor ${answer["next_cursor"]}`);
    return 0;
  },
};

export const NOTIFICATIONS_RESEND: Command = {
  name: "notifications resend",
  summary: "Send a notification once more, or all that match a state",
  args: ["[id]"],
  flags: {
    reason: { value: "text", help: "why; kept in the audit trail" },
    state: { value: "state", help: "instead of an id: every notification in this state" },
    provider: { value: "slug", help: "with --state: only of this provider" },
  },
  examples: [
    'notifications resend 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f --reason "Maxsight was down"',
    'notifications resend --state exhausted --provider acme-identity --reason "Maxsight was down"',
  ],
  run: async (input) => {
    const [id] = input.args;
    const [state, provider, reason] = [input.text("state"), input.text("provider"), input.text("reason")];
    if ((id === undefined) === (state === undefined))
      throw new UsageError("Give one id, or --state for many.");
    if (id === undefined && reason === undefined) throw new UsageError("Resending many needs --reason.");
    const answer =
      id === undefined
        ? await new ApiClient().post("/notifications/resend", {
            filter: { state, ...(provider === undefined ? {} : { provider }) },
            reason,
          })
        : await new ApiClient().post(
            `/notifications/${encodeURIComponent(id)}/resend`,
            reason === undefined ? {} : { reason },
          );
    if (input.json) printJson(answer);
    else if (id === undefined) printLine(`Resending as job ${String(answer["id"])}.`);
    else printLine(`Sent again; follow it with: gatehouse notifications list, or in the dashboard.`);
    return 0;
  },
};
