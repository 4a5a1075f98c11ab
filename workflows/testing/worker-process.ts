import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TemporalSettings } from "@/lib/temporal/connection";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type WorkerProcess = {
  /** Log lines so far. */
  log: string[];
  kill: (signal: "SIGKILL" | "SIGTERM") => Promise<number | null>;
};

/** `workflows/worker.ts` as its own process, as `npm run worker` starts it. Resolves when it takes work. */
export async function startWorkerProcess(options: {
  databaseUrl: string;
  rootKey: string;
  temporal: TemporalSettings;
}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "workflows/worker.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: "/usr/bin:/bin",
      NODE_ENV: "test",
      DATABASE_URL: options.databaseUrl,
      GATEHOUSE_ROOT_KEY: options.rootKey,
      TEMPORAL_ADDRESS: options.temporal.TEMPORAL_ADDRESS,
      EGRESS_ALLOW: "127.0.0.0/8",
      LOG_LEVEL: "info",
    },
  });
  const log: string[] = [];
  await waitForReady(child, log);
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

function waitForReady(child: ChildProcess, log: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      log.push(line);
      if (line.includes("worker is ready")) resolve();
    });
    child.once("exit", () => reject(new Error(`The worker ended: ${log.join("\n")}`)));
  });
}
