import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.mjs";

/**
 * What a data directory keeps to itself. Lives in `secrets.json`, readable by its owner only.
 * @typedef {{ rootKey?: string, authSecret?: string, superuserPassword?: string, ownerPassword?: string, appPassword?: string }} Secrets
 */

/** @param {string} dataDir */
const secretsFile = (dataDir) => join(dataDir, "secrets.json");

/** @param {string} dataDir @returns {Secrets} */
function readSecrets(dataDir) {
  const file = secretsFile(dataDir);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new StartError(
      `${file} is damaged, and without it the stored data cannot be read: restore it from a backup, or start with another --data-dir.`,
      { cause },
    );
  }
}

/**
 * The named secrets of this data directory, made on first use and never changed afterwards.
 * @template {keyof Secrets} Name
 * @param {string} dataDir an existing directory
 * @param {Record<Name, () => string>} makers how to make each one that is missing
 * @returns {Record<Name, string>}
 */
export function keepSecrets(dataDir, makers) {
  const secrets = readSecrets(dataDir);
  const missing = /** @type {Name[]} */ (Object.keys(makers)).filter((name) => !secrets[name]);
  for (const name of missing) secrets[name] = makers[name]();
  if (missing.length > 0) writePrivateFile(secretsFile(dataDir), `${JSON.stringify(secrets, null, 2)}\n`);
  return /** @type {Record<Name, string>} */ (secrets);
}

/** A password that needs no escaping in a URL or an SQL literal. */
export const makePassword = () => randomBytes(24).toString("base64url");

/** 32 random bytes in base64, the form of GATEHOUSE_ROOT_KEY and AUTH_SECRET. */
export const makeKey = () => randomBytes(32).toString("base64");

/**
 * Writes a file that only its owner can read; never leaves half a file.
 * @param {string} file @param {string} content
 */
export function writePrivateFile(file, content) {
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, content, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, file);
}
