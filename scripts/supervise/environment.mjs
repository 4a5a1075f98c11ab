import { keepSecrets, makeKey } from "../provision/secrets.mjs";

const LOOPBACK = ["127.0.0.0/8", "::1/128"];

/**
 * @typedef {object} SettingsInput
 * @property {string} dataDir absolute
 * @property {number} port
 * @property {"production" | "development"} mode
 * @property {NodeJS.ProcessEnv} base usually process.env
 * @property {import("../provision/database.mjs").DatabaseUrls} database
 * @property {import("../provision/engine.mjs").Engine} engine
 */

/**
 * The environment of web and worker: what lib/env.ts reads. Generates the root key and the auth secret into the data directory
 * when nobody set them; only this one-command start does that, a production process refuses to start without.
 * @param {SettingsInput} input
 * @returns {NodeJS.ProcessEnv}
 */
export function settingsFor({ dataDir, port, mode, base, database, engine }) {
  const { rootKey, authSecret } = keepSecrets(dataDir, { rootKey: makeKey, authSecret: makeKey });
  // Migrations only: web and worker must not be able to become the owner.
  const { DATABASE_OWNER_URL: _owner, ...passedOn } = base;
  return {
    ...passedOn,
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: engine.address,
    ...(engine.uiUrl === undefined ? {} : { TEMPORAL_UI_URL: engine.uiUrl }),
    GATEHOUSE_ROOT_KEY: base.GATEHOUSE_ROOT_KEY || rootKey,
    AUTH_SECRET: base.AUTH_SECRET || authSecret,
    GATEHOUSE_PUBLIC_URL: base.GATEHOUSE_PUBLIC_URL || `http://127.0.0.1:${port}`,
    GATEHOUSE_DATA_DIR: dataDir,
    HOST: base.HOST || "127.0.0.1",
    PORT: String(port),
    // The supervisor kills what has not ended after ten.
    SHUTDOWN_GRACE_SECONDS: base.SHUTDOWN_GRACE_SECONDS || "9",
    EGRESS_ALLOW: withLoopback(base.EGRESS_ALLOW),
    // The protocol endpoints through Next as well, so that an edit below lib/protocol is live without a restart.
    ...(mode === "development" ? { GATEHOUSE_PROTOCOL_DOOR: base.GATEHOUSE_PROTOCOL_DOOR || "next" } : {}),
  };
}

/** @param {string | undefined} allowed the fake provider and the simulator live on this machine */
function withLoopback(allowed) {
  const own = (allowed ?? "").split(",").map((entry) => entry.trim());
  return [...new Set([...own, ...LOOPBACK])].filter(Boolean).join(",");
}
