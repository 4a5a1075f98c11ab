import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { processEnvironment } from "@/lib/env";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

export type Finished = { code: number; out: string; err: string };

/** The command as a process of its own, as a person runs it. Without `env` it knows no instance. */
export function gatehouse(words: string[], env: Record<string, string> = {}): Promise<Finished> {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...words], {
    cwd: PROJECT,
    env: {
      NODE_ENV: "test",
      PATH: processEnvironment()["PATH"],
      GATEHOUSE_DATA_DIR: "/nonexistent/gatehouse",
      ...env,
    },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, ...output })));
}
