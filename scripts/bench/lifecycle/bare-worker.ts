import { fileURLToPath } from "node:url";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";

/* The worker of the bare workflow, with the concurrency of ours. A process of its own: see `steady.ts`. */
const settings = JSON.parse(process.env["BENCH_PLAN"] ?? "{}") as {
  address: string;
  taskQueue: string;
  noticeUrl: string;
};

const activities = {
  callProvider: async (): Promise<void> => {},
  readRow: async (): Promise<void> => {},
  /** Somebody has to be told, or nobody would know when to signal. */
  notify: async (reference: string): Promise<void> => {
    await fetch(settings.noticeUrl, { method: "POST", body: JSON.stringify({ reference }) });
  },
};

export type BareActivities = typeof activities;

Runtime.install({ logger: new DefaultLogger("ERROR") });
const connection = await NativeConnection.connect({ address: settings.address });
const worker = await Worker.create({
  connection,
  taskQueue: settings.taskQueue,
  workflowsPath: fileURLToPath(new URL("./bare-workflow.ts", import.meta.url)),
  activities,
  maxConcurrentActivityTaskExecutions: 50,
  maxConcurrentLocalActivityExecutions: 50,
});
process.stdout.write("working\n");
await worker.run();
await connection.close();
