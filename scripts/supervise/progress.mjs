import { messageOf, StartError } from "../provision/start-error.mjs";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const QUIET_REPORT_MS = 10_000;

/**
 * Tells a person what happens: one line per step with its time; a moving line on a terminal, plain lines elsewhere.
 * @param {NodeJS.WriteStream} [stream]
 */
export function createProgress(stream = process.stdout) {
  const isTerminal = stream.isTTY && process.env.TERM !== "dumb";
  const paint = painter(isTerminal && process.env.NO_COLOR === undefined);
  // A reader that went away (`| head`) must not end us.
  stream.on("error", () => {});

  return {
    paint,
    /** @param {string} text */
    line: (text = "") => {
      stream.write(`${text}\n`);
    },
    /**
     * Runs one step. `work` gets a function that says what it is doing; the summary of what it returns is said at the end
     * (by default: a returned text).
     * @template Result
     * @param {string} title
     * @param {(say: (message: string) => void) => Promise<Result>} work
     * @param {(result: Result) => string} [summary]
     * @returns {Promise<Result>}
     */
    step: async (title, work, summary = (result) => (typeof result === "string" ? result : "")) => {
      const startedAtMs = Date.now();
      const ticker = isTerminal ? movingLine({ stream, title, paint }) : plainReports({ stream, title });
      try {
        const result = await work(ticker.say);
        ticker.stop();
        stream.write(
          `${paint.green("✓")} ${title.padEnd(22)} ${summary(result).padEnd(46)} ${paint.dim(secondsSince(startedAtMs))}\n`,
        );
        return result;
      } catch (error) {
        ticker.stop();
        stream.write(
          `${paint.red("✗")} ${title.padEnd(22)} ${"failed".padEnd(46)} ${paint.dim(secondsSince(startedAtMs))}\n`,
        );
        throw error;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */

/**
 * Prints a failure for the person at the terminal.
 * @param {unknown} error @param {NodeJS.WritableStream} [stream]
 */
export function reportFailure(error, stream = process.stderr) {
  if (!(error instanceof StartError)) {
    stream.write(`\n${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\n`);
    return;
  }
  if (error.details) stream.write(`\n${error.details}\n`);
  stream.write(`\n${error.message}\n`);
}

/** @param {number} startedAtMs */
export function secondsSince(startedAtMs) {
  const seconds = (Date.now() - startedAtMs) / 1000;
  return seconds < 100
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** @param {boolean} enabled */
function painter(enabled) {
  /** @param {number} code @returns {(text: string) => string} */
  const color = (code) => (text) => (enabled ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    bold: color(1),
    dim: color(2),
    red: color(31),
    green: color(32),
    yellow: color(33),
    cyan: color(36),
  };
}

/** @param {{ stream: NodeJS.WriteStream, title: string, paint: ReturnType<typeof painter> }} options */
function movingLine({ stream, title, paint }) {
  const startedAtMs = Date.now();
  let message = "";
  let frame = 0;
  const draw = () => {
    frame += 1;
    const text = `${title.padEnd(22)} ${message}`.slice(0, Math.max(20, (stream.columns ?? 80) - 14));
    stream.write(
      `\r\u001b[2K${paint.cyan(FRAMES[frame % FRAMES.length] ?? "")} ${text} ${paint.dim(secondsSince(startedAtMs))}`,
    );
  };
  draw();
  const timer = setInterval(draw, 100);
  return {
    /** @param {string} text */
    say: (text) => {
      message = text;
    },
    stop: () => {
      clearInterval(timer);
      stream.write("\r\u001b[2K");
    },
  };
}

/** @param {{ stream: NodeJS.WriteStream, title: string }} options */
function plainReports({ stream, title }) {
  const startedAtMs = Date.now();
  let message = "";
  const timer = setInterval(() => {
    stream.write(`  ${title.padEnd(22)} ${message || "working"} (${secondsSince(startedAtMs)})\n`);
  }, QUIET_REPORT_MS);
  return {
    /** @param {string} text */
    say: (text) => {
      message = text;
    },
    stop: () => clearInterval(timer),
  };
}
