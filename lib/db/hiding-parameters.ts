import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * Passes a failure on without the data of the query that failed: whoever prints an error whole, as Next does with those of
 * a page, would print names and addresses with it. What went wrong (code, constraint, the query's text) stays.
 */
export async function hidingParameters<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    for (let at: unknown = error; at instanceof Error; at = at.cause) hide(at);
    throw error;
  }
}

function hide(error: Error): void {
  if (error instanceof DrizzleQueryError) {
    rename(error, error.message.split("\nparams:")[0] ?? "");
    error.params = [];
  }
  // Postgres names the values of the row it refused: `Key (email)=(ada@example.com) already exists`.
  if ("detail" in error) error.detail = undefined;
  // A data exception quotes the value: `invalid input syntax for type uuid: "ada@example.com"`.
  const isDataException = "code" in error && typeof error.code === "string" && error.code.startsWith("22");
  if (isDataException) rename(error, error.message.replace(/"[^]*"/, '"…"'));
}

/** The stack begins with the message. */
function rename(error: Error, message: string): void {
  if (error.stack !== undefined) error.stack = error.stack.replace(error.message, () => message);
  error.message = message;
}
