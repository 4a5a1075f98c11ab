import type { Command } from "../command";
import { SIMULATE } from "./simulate";

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [SIMULATE];
