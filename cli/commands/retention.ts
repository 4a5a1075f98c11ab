import type { Command } from "../command";
import { DATA_DIR_FLAG } from "../data-directory";

export const RETENTION: Command = {
  name: "retention",
  summary: "Show what retention would delete now, or delete it *",
  flags: {
    apply: { help: "delete it, as the worker does once a day" },
    ...DATA_DIR_FLAG,
  },
  notes: "How long things are kept: RETAIN_BODIES_DAYS, RETAIN_ATTEMPTS_DAYS and RETAIN_AUDIT_DAYS.",
  examples: ["retention", "retention --apply --json"],
  run: async (input) => (await import("../direct/retention")).retentionCommand(input),
};
