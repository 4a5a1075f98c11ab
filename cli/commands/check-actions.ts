import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import { CommandError, UsageError, type Command, type CommandInput } from "../command";
import { CHECK_FILTERS, firstArg, NEEDED_REASON, REASON, reasonOf, typedFor } from "../flags";
import { cellText, printJson, printLine } from "../print";
import { BULK_FLAGS, BULK_NOTE, runBulk } from "../run-bulk";

type Json = Record<string, unknown>;

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const CHECKS_CANCEL: Command = {
  name: "checks cancel",
  summary: "End a check for good, or all that match a filter",
  args: ["[id]"],
  flags: { ...REASON, ...CHECK_FILTERS, ...BULK_FLAGS },
  notes: `The provider is told where it can be. ${BULK_NOTE}`,
  examples: [
    `checks cancel ${ID} --reason "The applicant withdrew"`,
    "checks cancel --provider acme-identity --state in_progress",
    'checks cancel --provider acme-identity --state in_progress --reason "Provider retired" --yes',
  ],
  run: async (input) => {
    const filter = typedFor(input, CHECK_FILTERS);
    const isOne = input.args.length > 0;
    if (isOne === Object.keys(filter).length > 0)
      throw new UsageError("Give one id, or a filter such as --provider for many.");
    if (!isOne)
      return runBulk(input, {
        path: "/checks/cancel",
        filter,
        noun: "checks",
        done: "ended",
        columns: ["created_at", "provider", "state", "is_told", "conflict", "reference", "id"],
      });
    if (input.text("reason") === undefined) throw new UsageError("Ending a check needs --reason.");
    const check = await new ApiClient().post(`/checks/${firstArg(input)}/cancel`, reasonOf(input));
    if (input.json) printJson(check);
    else printLine(`${cellText(check["reference"])} is ${cellText(check["state"])}.`);
    return 0;
  },
};

export const CHECKS_REMAP: Command = {
  name: "checks remap",
  summary:
    "Run a version's mapping on the provider's stored answer: shows the difference, saves it with --yes",
  args: ["<id>"],
  flags: {
    version: { value: "n", help: "of the definition (default: the published one)" },
    ...REASON,
    yes: { help: "save it; without this the difference is only shown" },
  },
  notes: "The provider is not called. What is saved is what the preview showed, or nothing.",
  examples: [`checks remap ${ID} --version 4`, `checks remap ${ID} --reason "Mapping corrected" --yes`],
  run: remap,
};

async function remap(input: CommandInput): Promise<number> {
  if (input.on("yes") && input.text("reason") === undefined) throw new UsageError("Saving needs --reason.");
  const api = new ApiClient();
  const path = `/checks/${firstArg(input)}/remap`;
  const preview = await api.get(path, { version: input.text("version") });
  const refusal = preview["refusal"];
  if (!input.on("yes")) {
    if (input.json) printJson(preview);
    else printRemap(preview);
    return refusal === null ? 0 : 1;
  }
  if (typeof refusal === "string") throw new CommandError(refusal);
  const { exchange, version } = preview as { exchange: Json; version: number };
  const saved = await api.post(path, { version, ...reasonOf(input), exchange_id: exchange["id"] });
  if (input.json) printJson(saved);
  else
    printLine(
      saved["stored"] === "unchanged"
        ? "The mapping says the same as before; nothing was saved."
        : `Saved as a new ${cellText(saved["stored"])}; the check is ${cellText(saved["state"])}.`,
    );
  return 0;
}

/** The difference member by member; values are masked by the API. */
function printRemap(preview: Json): void {
  const { version, before, after, changes, problems, refusal } = preview;
  process.stdout.write(stringify({ version, before, after, changes, problems }));
  if (typeof refusal === "string") printLine(`It cannot be saved: ${refusal}`);
  else printLine("Nothing was saved yet; add --yes and --reason to save it.");
}

export const CHECKS_CALL_AGAIN: Command = {
  name: "checks call-again",
  summary: "Call the provider once more with the same input; it may bill",
  args: ["<id>"],
  flags: NEEDED_REASON,
  examples: [`checks call-again ${ID} --reason "The provider lost it"`],
  run: async (input) => {
    const answer = await new ApiClient().post(`/checks/${firstArg(input)}/call-again`, reasonOf(input));
    if (input.json) printJson(answer);
    else printLine(`${CALLED[cellText(answer["result"])] ?? ""} The check is ${cellText(answer["state"])}.`);
    return 0;
  },
};

const CALLED: Readonly<Record<string, string>> = {
  stored: "The new answer is stored.",
  kept: "The answer was worth less than what is stored, which stays.",
  waiting: "The provider answers later.",
};

export const CHECKS_SUPERSEDE: Command = {
  name: "checks supersede",
  summary: "Give up an update of a monitored check that Maxsight will not take, so that the next one is sent",
  args: ["<id>"],
  flags: {
    update: { value: "update-id", help: "which one, as checks get shows it", required: true },
    ...NEEDED_REASON,
  },
  examples: [`checks supersede ${ID} --update 0198c1f2-0001 --reason "Maxsight refuses it"`],
  run: async (input) => {
    const update = input.text("update");
    const body = { update_id: update, ...reasonOf(input) };
    const check = await new ApiClient().post(`/checks/${firstArg(input)}/supersede`, body);
    if (input.json) printJson(check);
    else printLine(`Update ${cellText(update)} is given up; the check is ${cellText(check["state"])}.`);
    return 0;
  },
};
