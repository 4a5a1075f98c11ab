import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import type { Command } from "../command";
import { firstArg, REASON, reasonOf } from "../flags";
import { followJob, progressOf } from "../follow-job";
import { listCommand } from "../list-command";
import { printJson, printLine, printTable, rowsOf } from "../print";

const ID = "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f";

export const JOBS_LIST = listCommand({
  name: "jobs list",
  summary: "List bulk jobs, newest first",
  path: "/jobs",
  filters: {
    kind: { value: "kind", help: "resend, cancel, poll, pause_monitoring or resume_monitoring" },
    state: { value: "state", help: "ready, running, paused, done or cancelled" },
  },
  columns: ["created_at", "kind", "state", "total", "succeeded", "failed", "skipped", "by", "reason", "id"],
  empty: "No jobs match.",
  examples: ["jobs list", "jobs list --state running --json"],
  toRow: (row) => ({ ...row, by: labelOf(row["actor"]) }),
});

function labelOf(actor: unknown): unknown {
  return typeof actor === "object" && actor !== null && "label" in actor ? actor.label : actor;
}

export const JOBS_SHOW: Command = {
  name: "jobs show",
  summary: "Show a job with its progress, what came of its items, or follow it",
  args: ["<id>"],
  flags: {
    follow: { help: "until it is over; exit code 1 when items failed" },
    items: { help: "its items instead, 50 of them" },
    state: { value: "state", help: "with --items: pending, done, failed or skipped" },
    limit: { value: "n", help: "with --items: how many (default 50)" },
    cursor: { value: "cursor", help: "with --items: next_cursor of the page before" },
  },
  examples: [`jobs show ${ID}`, `jobs show ${ID} --follow`, `jobs show ${ID} --items --state failed`],
  run: async (input) => {
    const api = new ApiClient();
    if (input.on("follow")) return followJob(api, input, input.args[0] ?? "");
    if (!input.on("items")) {
      const job = await api.get(`/jobs/${firstArg(input)}`);
      if (input.json) printJson(job);
      else process.stdout.write(`${progressOf(job)}\n${stringify(job)}`);
      return 0;
    }
    const answer = await api.get(`/jobs/${firstArg(input)}/items`, {
      state: input.text("state"),
      limit: input.text("limit"),
      cursor: input.text("cursor"),
    });
    if (input.json) printJson(answer);
    else {
      const columns = ["position", "state", "provider", "reference", "detail", "target_id"];
      printTable(rowsOf(answer), columns, "No items match.");
      if (typeof answer["next_cursor"] === "string") printLine(`more: --cursor ${answer["next_cursor"]}`);
    }
    return 0;
  },
};

/** Pause, resume and cancel differ in a word and in what they promise. */
function steerCommand(verb: "pause" | "resume" | "cancel", summary: string): Command {
  return {
    name: `jobs ${verb}`,
    summary,
    args: ["<id>"],
    flags: REASON,
    examples: [`jobs ${verb} ${ID}`, `jobs ${verb} ${ID} --reason "Maxsight asked for it"`],
    run: async (input) => {
      const job = await new ApiClient().post(`/jobs/${firstArg(input)}/${verb}`, reasonOf(input));
      if (input.json) printJson(job);
      else printLine(progressOf(job));
      return 0;
    },
  };
}

export const JOBS_PAUSE = steerCommand("pause", "Stop a job after the items under way");
export const JOBS_RESUME = steerCommand("resume", "Let a paused job go on");
export const JOBS_CANCEL = steerCommand("cancel", "End a job; what it has not done yet is left as it is");
