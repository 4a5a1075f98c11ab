import { messageOf } from "../errors";

/**
 * The Postgres driver (3.4.9) may write once more to a socket that it has just given up, out of a timer of its own, when
 * the server goes away under load. The query itself is rejected properly; this is a stray echo that nobody can catch
 * and that must not end a process which is about to reconnect. Transactions made nearly all of them, and make none
 * any more (`endingTransactions`).
 */
export function isLostSocketEcho(error: { message: string; stack?: string | undefined }): boolean {
  return (
    error.message.includes("reading 'write'") && (error.stack ?? "").includes("postgres/src/connection.js")
  );
}

/** Ends the process for every uncaught error but that echo, which is only reported. For process entries. */
export function surviveLostSockets(report: (message: string) => void): void {
  process.on("uncaughtException", (error) => {
    if (isLostSocketEcho(error)) {
      report("the connection to Postgres was lost under a query");
      return;
    }
    // Frames only: the stack begins with the message, which may be of several lines.
    const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
    process.stderr.write([`${error.name}: ${messageOf(error)}`, ...frames, ""].join("\n"));
    process.exit(1);
  });
}
