import { join } from "node:path";
import { writePrivateFile } from "./secrets.mjs";

/**
 * Leaves word of where this installation runs, so that `gatehouse tenants create` and its like find the database without being
 * told. Readable by its owner only: the address holds a password.
 * @param {string} dataDir @param {{ url: string, databaseUrl: string }} connection
 */
export function rememberConnection(dataDir, { url, databaseUrl }) {
  const content = { url, database_url: databaseUrl };
  writePrivateFile(join(dataDir, "connection.json"), `${JSON.stringify(content, null, 2)}\n`);
}
