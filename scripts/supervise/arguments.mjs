import { parseArgs } from "node:util";
import { messageOf, StartError } from "../provision/start-error.mjs";

/** @typedef {{ port: number, temporalUiPort: number | undefined, dataDir: string, seed: boolean, help: boolean }} StartArguments */

const DEFAULT_PORT = 4400;

/**
 * @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {StartArguments}
 */
export function parseStartArguments(args, env) {
  const { values } = parse(args);
  const port = values.port ?? env.PORT;
  const uiPort = values["temporal-ui-port"];
  return {
    port: port ? toPort(port, "--port") : DEFAULT_PORT,
    temporalUiPort: uiPort === undefined ? undefined : toPort(uiPort, "--temporal-ui-port"),
    dataDir: values["data-dir"] ?? env.GATEHOUSE_DATA_DIR ?? ".gatehouse",
    seed: !values["no-seed"],
    help: values.help ?? false,
  };
}

/** @param {"up" | "dev"} command */
export function usage(command) {
  return `npm run ${command} -- [options]

Starts Gatehouse with everything it needs: Postgres, Temporal, web and worker${command === "dev" ? ", with hot reload" : ""}. Ctrl-C stops all of it.

  --port <number>              where the web process listens (default ${DEFAULT_PORT})
  --temporal-ui-port <number>  where Temporal's own web UI listens (default: port + 3, or a free one)
  --data-dir <directory>       where data, logs and pid files live (default .gatehouse)
  --no-seed                    create no demo tenant, owner and providers
  --help                       this text

Settings from the environment (all optional): DATABASE_URL and DATABASE_OWNER_URL use a Postgres of yours, TEMPORAL_ADDRESS a
Temporal of yours, TEMPORAL_CLI the \`temporal\` command of yours; HOST, LOG_LEVEL and the rest of .env.example are passed on.`;
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string" },
        "temporal-ui-port": { type: "string" },
        "data-dir": { type: "string" },
        "no-seed": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (cause) {
    throw new StartError(`${messageOf(cause).split(". ")[0]}; --help lists the options.`, { cause });
  }
}

/** @param {string} text @param {string} option */
function toPort(text, option) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new StartError(`${option} must be a number from 1 to 65535, not "${text}".`);
}
