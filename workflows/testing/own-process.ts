import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TemporalSettings } from "@/lib/temporal/connection";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type OwnProcess = {
  /** Log lines so far. */
  log: string[];
  kill: (signal: "SIGKILL" | "SIGTERM") => Promise<number | null>;
};

export type ProcessOptions = {
  databaseUrl: string;
  rootKey: string;
  temporal: TemporalSettings;
  /** Where a worker serves its metrics; nowhere when left out. */
  metricsPort?: number;
};

/** `workflows/worker.ts` as its own process, as `npm run worker` starts it. Resolves when it takes work. */
export function startWorkerProcess(options: ProcessOptions): Promise<OwnProcess> {
  return startProcess(["workflows/worker.ts"], options, "worker is ready");
}

const WEB = `
  import { createServer } from "node:http";
  import { getDoor } from "./lib/http/protocol/current-door.ts";
  import { serveDirectly } from "./lib/http/protocol/node-door.ts";
  import { stopServing } from "./lib/http/stop-serving.ts";
  const door = await getDoor();
  const server = createServer((request, response) => void serveDirectly(door, request, response));
  process.once("SIGTERM", () => {
    void stopServing(server, door, Number(process.env.SHUTDOWN_GRACE_SECONDS) * 1000).then(() => process.exit(0));
  });
  server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("web is listening"));
`;

/** The part of `server.ts` that Maxsight meets, without Next behind it, as its own process. */
export function startWebProcess(
  options: ProcessOptions & { port: number; graceSeconds?: number },
): Promise<OwnProcess> {
  return startProcess(["--input-type=module", "--eval", WEB], options, "web is listening");
}

async function startProcess(
  args: string[],
  options: ProcessOptions & { port?: number; graceSeconds?: number },
  readyLine: string,
): Promise<OwnProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: "/usr/bin:/bin",
      NODE_ENV: "test",
      DATABASE_URL: options.databaseUrl,
      GATEHOUSE_ROOT_KEY: options.rootKey,
      TEMPORAL_ADDRESS: options.temporal.TEMPORAL_ADDRESS,
      EGRESS_ALLOW: "127.0.0.0/8",
      PORT: String(options.port ?? 0),
      WORKER_METRICS_PORT: String(options.metricsPort ?? 0),
      SHUTDOWN_GRACE_SECONDS: String(options.graceSeconds ?? 4),
      LOG_LEVEL: "info",
    },
  });
  const log: string[] = [];
  await waitForLine(child, log, readyLine);
  return {
    log,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

function waitForLine(child: ChildProcess, log: string[], wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      log.push(line);
      if (line.includes(wanted)) resolve();
    });
    child.once("exit", () => reject(new Error(`The process ended: ${log.join("\n")}`)));
  });
}
