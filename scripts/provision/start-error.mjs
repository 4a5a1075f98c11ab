/**
 * A failure whose message is one sentence for the person at the terminal: what is wrong and what to do.
 * Shown without a stack; anything else that is thrown is our mistake and is shown with one.
 */
export class StartError extends Error {
  /** @param {string} message @param {{ cause?: unknown, details?: string }} [options] */
  constructor(message, options = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "StartError";
    /** More lines for the person, such as the end of a log. */
    this.details = options.details ?? "";
  }
}

/** @param {unknown} error @returns {string} */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {unknown} error @returns {string | undefined} the `code` of a Node.js system error */
export function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
