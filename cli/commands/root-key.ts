import type { Command } from "../command";
import { DATA_DIR_FLAG } from "../data-directory";

export const ROOT_KEY_REWRAP: Command = {
  name: "root-key rewrap",
  summary: "Wrap every tenant's data key by the first of GATEHOUSE_ROOT_KEY *",
  flags: DATA_DIR_FLAG,
  notes: "The second step of a rotation: first new,old everywhere, then this, then the old key can go.",
  examples: ["root-key rewrap"],
  run: async (input) => (await import("../direct/rewrap-data-keys")).rewrapCommand(input),
};
