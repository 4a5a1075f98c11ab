import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { Client, Connection } from "@temporalio/client";
import { NoticeBoard } from "./notice-board";

const TASK_QUEUE = "bench-bare";

/** Bare checks on the same Temporal server: a worker of their own, no Postgres, no HTTP but one notice. */
export class Bare {
  readonly #board = new NoticeBoard();
  readonly #address: string;
  #connection: Connection | undefined;
  #client: Client | undefined;
  #worker: ChildProcess | undefined;
  #server: Server | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  /** The worker's process. */
  get pid(): number {
    return this.#worker?.pid ?? 0;
  }

  async start(): Promise<void> {
    this.#connection = await Connection.connect({ address: this.#address });
    this.#client = new Client({ connection: this.#connection });
    const noticeUrl = await this.#listen();
    await this.#startWorker({ address: this.#address, taskQueue: TASK_QUEUE, noticeUrl });
  }

  /** One check from its start to the signal that ends it. */
  async run(): Promise<void> {
    if (this.#client === undefined) throw new Error("The bare side has not been started.");
    const reference = randomUUID();
    const handle = await this.#client.workflow.start("bareCheck", {
      taskQueue: TASK_QUEUE,
      workflowId: `bare/${reference}`,
      args: [reference],
    });
    await handle.signal("wake");
    if (!(await this.#board.seen(reference))) throw new Error("a bare check was not notified");
    await handle.signal("wake");
  }

  async stop(): Promise<void> {
    this.#worker?.removeAllListeners("exit").kill("SIGKILL");
    await this.#connection?.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #listen(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { reference } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { reference: string };
        response.end();
        this.#board.post(reference);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#server = server;
    return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  }

  async #startWorker(plan: object): Promise<void> {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/bench/lifecycle/bare-worker.ts"], {
      env: { ...process.env, NODE_ENV: "production", BENCH_PLAN: JSON.stringify(plan) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#worker = child;
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`bare-worker.ts ended with ${code}`)));
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("working")) resolve();
      });
    });
  }
}
