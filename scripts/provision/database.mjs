import { ensureAppRole, pingPostgres } from "./postgres-roles.mjs";
import { startPostgres } from "./postgres.mjs";
import { keepSecrets, makePassword } from "./secrets.mjs";
import { messageOf, StartError } from "./start-error.mjs";

/**
 * `ownerUrl` is for migrations, `appUrl` for web and worker; `adminUrl` only when the server is ours.
 * @typedef {{ ownerUrl: string, appUrl: string, adminUrl?: string, isOurs: boolean, where: string }} DatabaseUrls
 */

/**
 * The Postgres of the environment: DATABASE_URL wins, and nothing is started. Without DATABASE_OWNER_URL it is taken for the
 * owner's connection, and a runtime role that owns nothing is made beside it.
 * @param {{ dataDir: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<DatabaseUrls | null>} null when we have to run our own
 */
export async function findExternalDatabase({ dataDir, env }) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = env;
  if (!url) {
    if (!ownerUrl) return null;
    throw new StartError(
      "DATABASE_OWNER_URL is set without DATABASE_URL: set both (runtime role and owner), or neither.",
    );
  }
  await requireAnswer(ownerUrl ?? url);
  const where = `yours at ${new URL(url).host}`;
  if (ownerUrl) return { ownerUrl, appUrl: url, isOurs: false, where };
  const { appPassword } = keepSecrets(dataDir, { appPassword: makePassword });
  return { ownerUrl: url, appUrl: await makeAppRole(url, appPassword), isOurs: false, where };
}

/** @param {string} ownerUrl @param {string} appPassword */
async function makeAppRole(ownerUrl, appPassword) {
  try {
    return await ensureAppRole({ ownerUrl, appPassword });
  } catch (cause) {
    throw new StartError(
      `The role of DATABASE_URL could not create gatehouse_app (${messageOf(cause)}): let it create roles, or create gatehouse_app yourself and set DATABASE_URL to it and DATABASE_OWNER_URL to the owner.`,
      { cause },
    );
  }
}

/**
 * Our own Postgres on a fixed port, as a service that can be started again after a crash.
 * @param {{ dataDir: string, port: number, throwaway?: boolean }} options
 */
export function ownDatabase({ dataDir, port, throwaway = false }) {
  /** @type {DatabaseUrls | undefined} */
  let urls;
  return {
    service: {
      name: "postgres",
      stopTimeoutMs: 15_000,
      start: async () => {
        const running = await startPostgres({ dataDir, port, throwaway });
        const { ownerUrl, appUrl, adminUrl } = running;
        urls = { ownerUrl, appUrl, adminUrl, isOurs: true, where: `127.0.0.1:${port}` };
        return running;
      },
    },
    /** @returns {DatabaseUrls} */
    urls: () => {
      if (!urls) throw new Error("Postgres has not been started.");
      return urls;
    },
  };
}

/** @param {string} url */
async function requireAnswer(url) {
  try {
    await pingPostgres(url);
  } catch (cause) {
    throw new StartError(
      `Postgres at ${hostOf(url)} cannot be used (${messageOf(cause)}): start it, correct DATABASE_URL, or unset DATABASE_URL to let Gatehouse run its own.`,
      { cause },
    );
  }
}

/** @param {string} url never the whole URL: it holds a password */
function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : "an address that is not a URL";
}
