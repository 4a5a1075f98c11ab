import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const HOST = "127.0.0.1";
// Below Linux's and macOS's ephemeral ranges, so that no outgoing connection sits on a port we come back to.
const FIRST = 20_000;
const LAST = 29_999;

/** @param {number} port @param {string} [host] @returns {Promise<boolean>} */
export function isPortFree(port, host = HOST) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The preferred port if it is free, else a random free one.
 * @param {number} [preferred] @returns {Promise<number>}
 */
export async function findFreePort(preferred) {
  if (preferred !== undefined && preferred <= 65_535 && (await isPortFree(preferred))) return preferred;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port found between ${FIRST} and ${LAST} on ${HOST}.`);
}
