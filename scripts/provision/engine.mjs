import { connect } from "node:net";
import { StartError } from "./start-error.mjs";
import { findTemporal, startTemporal } from "./temporal.mjs";

/** @typedef {{ address: string, uiUrl: string | undefined, isOurs: boolean, where: string }} Engine */

const CONNECT_TIMEOUT_MS = 5000;

/**
 * The Temporal of the environment: TEMPORAL_ADDRESS wins, and nothing is started.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Engine | null>} null when we have to run our own
 */
export async function findExternalEngine(env) {
  const address = env.TEMPORAL_ADDRESS;
  if (!address) return null;
  if (!(await accepts(address))) {
    throw new StartError(
      `Temporal at ${address} does not accept connections: start it, correct TEMPORAL_ADDRESS, or unset it to let Gatehouse run its own.`,
    );
  }
  return { address, uiUrl: env.TEMPORAL_UI_URL, isOurs: false, where: `yours at ${address}` };
}

/**
 * Our own Temporal on fixed ports, as a service that can be started again after a crash.
 * @param {{ dataDir: string, port: number, uiPort: number, throwaway?: boolean, say: (message: string) => void }} options
 */
export async function ownEngine({ dataDir, port, uiPort, throwaway = false, say }) {
  const binary = await findTemporal({ onProgress: say });
  return {
    service: {
      name: "temporal",
      stopTimeoutMs: 10_000,
      start: () => startTemporal({ dataDir, binary, port, uiPort, throwaway }),
    },
    /** @type {Engine} */
    engine: {
      address: `127.0.0.1:${port}`,
      uiUrl: `http://127.0.0.1:${uiPort}`,
      isOurs: true,
      where: `127.0.0.1:${port}`,
    },
  };
}

/** @param {string} address host:port @returns {Promise<boolean>} */
function accepts(address) {
  const [, host = "", port = ""] = /^(?:\w+:\/\/)?\[?([^\]/]+?)\]?:(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    if (!port) return resolve(false);
    const socket = connect({ host, port: Number(port), timeout: CONNECT_TIMEOUT_MS });
    /** @param {boolean} answer */
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
    socket.once("timeout", () => finish(false));
  });
}
