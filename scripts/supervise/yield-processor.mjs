import { writeFileSync } from "node:fs";

/** About a third of what a process beside it gets, and only while both want the processor. */
const NICENESS = 5;

/**
 * The same command for a process that can wait, so that whoever answers a caller goes first when processors are short.
 * @param {string} command @param {string[]} args @returns {[string, string[]]}
 */
export const yielding = (command, args) => ["nice", ["-n", String(NICENESS), command, ...args]];

/**
 * Linux on a desktop weighs sessions, not processes: there the session of the process has to yield as well.
 * @param {number} pid the leader of a session of its own
 */
export function yieldAsSession(pid) {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS));
  } catch {
    // There is no such thing here, it has ended already, or the kernel asks for patience: it runs as any other then.
  }
}
