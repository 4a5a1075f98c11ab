import { ApiClient } from "../api-client";
import { UsageError, type Command, type CommandInput } from "../command";
import {
  CHECK_FILTERS,
  firstArg,
  NEEDED_REASON,
  NOTIFICATION_FILTERS,
  REASON,
  reasonOf,
  typedFor,
  type Flags,
} from "../flags";
import { listCommand } from "../list-command";
import { cellText, printJson, printLine } from "../print";
import { BULK_FLAGS, BULK_NOTE, runBulk } from "../run-bulk";

type Json = Record<string, unknown>;

export const NOTIFICATIONS_LIST = listCommand({
  name: "notifications list",
  summary: "List our calls to Maxsight, newest first",
  path: "/notifications",
  filters: NOTIFICATION_FILTERS,
  columns: ["created_at", "kind", "state", "attempts", "next_attempt_at", "ack_id", "id"],
  empty: "No notifications match.",
  examples: ["notifications list --state exhausted"],
  toRow: (row) => ({
    ...row,
    attempts: Array.isArray(row["attempts"]) ? row["attempts"].length : row["attempts"],
  }),
});

const ERROR_CODE: Flags = {
  "error-code": {
    value: "code",
    help: "whose last attempt failed so, as notifications get it: timeout, server_error, unreachable, …",
  },
};
const OF_CHECK = "check-";
const OF_CHECKS: Flags = Object.fromEntries(
  Object.entries(CHECK_FILTERS).map(([name, flag]) => [
    `${OF_CHECK}${name}`,
    { ...flag, help: `checks: ${flag.help}` },
  ]),
);

export const NOTIFICATIONS_RESEND: Command = {
  name: "notifications resend",
  summary: "Send a notification once more, or all that match a filter",
  args: ["[id]"],
  flags: {
    ...REASON,
    "with-ladder": { help: "of one: start its retries anew when it fails" },
    ...NOTIFICATION_FILTERS,
    ...ERROR_CODE,
    id: { value: "id", help: "these notifications", multiple: true },
    "check-id": { value: "id", help: "the newest one of each of these checks", multiple: true },
    ...OF_CHECKS,
    ...BULK_FLAGS,
  },
  notes: BULK_NOTE,
  examples: [
    'notifications resend 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f --reason "Maxsight was down"',
    "notifications resend --state exhausted --provider acme-identity",
    'notifications resend --error-code timeout --exclude retry_pending --reason "Maxsight was down" --yes',
    "notifications resend --check-leg unfetched --check-provider acme-identity",
  ],
  run: async (input) => {
    const filter = filterOf(input);
    const isOne = input.args.length > 0;
    if (isOne === Object.keys(filter).length > 0)
      throw new UsageError("Give one id, or a filter such as --state for many.");
    if (isOne) return resendOne(input);
    return runBulk(input, {
      path: "/notifications/resend",
      filter,
      noun: "notifications",
      done: "sent again",
      columns: ["created_at", "provider", "state", "attempts", "error_code", "conflict", "reference", "id"],
    });
  },
};

function filterOf(input: CommandInput): Json {
  const checks = { ...typedFor(input, CHECK_FILTERS, OF_CHECK), ...idsOf(input, "check-id") };
  return {
    ...typedFor(input, { ...NOTIFICATION_FILTERS, ...ERROR_CODE }),
    ...idsOf(input, "id"),
    ...(Object.keys(checks).length === 0 ? {} : { checks }),
  };
}

function idsOf(input: CommandInput, flag: string): { ids?: string[] } {
  const ids = input.texts(flag);
  return ids.length === 0 ? {} : { ids };
}

async function resendOne(input: CommandInput): Promise<number> {
  const answer = await new ApiClient().post(`/notifications/${firstArg(input)}/resend`, {
    ...reasonOf(input),
    ...(input.on("with-ladder") ? { with_ladder: true } : {}),
  });
  if (input.json) printJson(answer);
  else printLine(`Sent again; follow it with: gatehouse notifications list, or in the dashboard.`);
  return 0;
}

export const NOTIFICATIONS_STOP: Command = {
  name: "notifications stop",
  summary: "Stop telling Maxsight by itself: the retries of a notification, or its reminders",
  args: ["<id>"],
  flags: NEEDED_REASON,
  notes: "notifications resend still works; --with-ladder starts the retries anew.",
  examples: ['notifications stop 0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f --reason "Entered by hand there"'],
  run: async (input) => {
    const stopped = await new ApiClient().post(`/notifications/${firstArg(input)}/stop`, reasonOf(input));
    if (input.json) printJson(stopped);
    else printLine(`Nothing is tried by itself any more; the notification is ${cellText(stopped["state"])}.`);
    return 0;
  },
};
