import { expect, it } from "vitest";
import { UsageError, type Command } from "../command";
import { parseCommand } from "../parse-command";
import { ATTENTION_SNOOZE } from "./attention";
import { CHECKS_CANCEL, CHECKS_REMAP } from "./check-actions";
import { INBOUND_IGNORE } from "./inbound-ignore";
import { NOTIFICATIONS_RESEND } from "./notifications";

/** Each is found before anything is asked. */
it.each<[Command, string[], string]>([
  [NOTIFICATIONS_RESEND, [], "Give one id, or a filter such as --state for many."],
  [
    NOTIFICATIONS_RESEND,
    ["x", "--error-code", "timeout"],
    "Give one id, or a filter such as --state for many.",
  ],
  [NOTIFICATIONS_RESEND, ["--state", "exhausted", "--yes"], "Doing it to many needs --reason."],
  [NOTIFICATIONS_RESEND, ["--state", "exhausted", "--rate", "21"], "--rate takes a number from 1 to 20."],
  [CHECKS_CANCEL, ["x", "--state", "accepted"], "Give one id, or a filter such as --provider for many."],
  [CHECKS_CANCEL, ["x"], "Ending a check needs --reason."],
  [INBOUND_IGNORE, ["x"], "Ignoring a webhook needs --reason."],
  [INBOUND_IGNORE, ["--yes"], "Give one id, or a filter such as --provider for many."],
  [INBOUND_IGNORE, ["--state", "failed", "--yes"], "Doing it to many needs --reason."],
  [INBOUND_IGNORE, ["--state", "applied"], "Only webhooks that are unmatched or failed can be ignored."],
  [CHECKS_REMAP, ["x", "--yes"], "Saving needs --reason."],
  [ATTENTION_SNOOZE, ["drift:1"], "Give --for or --until."],
  [ATTENTION_SNOOZE, ["drift:1", "--for", "2w"], "--for takes 30m, 4h or 7d."],
])("%o with %j is a mistake in one sentence", async (command, words, sentence) => {
  await expect(command.run(parseCommand(command, words))).rejects.toThrow(new UsageError(sentence));
});
