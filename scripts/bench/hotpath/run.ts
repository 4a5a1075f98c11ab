import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "@/lib/db/migrate";
import { parseSettings } from "@/lib/env";
import { type Actor, contextFor } from "@/lib/services/context";
import { createRuntime } from "@/lib/services/runtime";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { listSigningKeys } from "@/lib/services/signing-keys";
import { createTenant } from "@/lib/services/tenants";
import { startPostgres } from "../../provision/postgres.mjs";
import { numberOptions } from "../../rig/number-options";
import { readUsage } from "../../rig/process-usage";
import { findFreePort } from "../../supervise/ports.mjs";

/*
 * Signed POST /checks, 32 connections, with and without the insert. The two servers take turns so that a drift of the
 * machine hits both; Postgres and the load generator share the cores with them: trust the ratios, not the figures.
 * Temporal is absent on purpose: accepting is bounded by Postgres, never by the engine (ARCHITECTURE 5, step 8).
 */
const { rounds: ROUNDS, seconds: SECONDS } = numberOptions(process.argv.slice(2), "npm run bench:hotpath", {
  rounds: { value: 3, means: "turns that each server takes" },
  seconds: { value: 5, means: "length of a turn" },
});
const CONNECTIONS = 32;
const REACH = 0.9;

type Load = { requests: number; requestsPerSecond: number; p50: number; p99: number; wrong: number };
/** `cpuMicros`: what one request took of the server's process. The clients share the cores, so the rates alone blur it. */
type Figures = Load & { cpuMicros: number };
type Case = { name: string; isInsert: boolean };
const CASES: Case[] = [
  { name: "verify, parse and refuse (400), no insert", isInsert: false },
  { name: "verify, insert and answer", isInsert: true },
];

const children: ChildProcess[] = [];

function start(script: string, environment: Record<string, string>, until: string): Promise<number> {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes(until)) resolve(child.pid ?? 0);
    });
  });
}

function load(plan: object): Promise<Load> {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/bench/hotpath/load.ts"], {
    env: { ...process.env, BENCH_PLAN: JSON.stringify(plan) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(text) as Load) : reject(new Error(`load ended with ${code}`)),
    );
  });
}

const median = (values: number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
  const database = await startPostgres({
    dataDir: join(directory, "postgres"),
    logFile: join(directory, "postgres.log"),
    pidFile: join(directory, "postgres.pid"),
  });
  try {
    await migrateDatabase(database.ownerUrl);
    const [gatewayPort, barePort, closedPort] = [
      await findFreePort(),
      await findFreePort(),
      await findFreePort(),
    ];
    const environment = {
      NODE_ENV: "production",
      DATABASE_URL: database.appUrl,
      GATEHOUSE_ROOT_KEY: randomBytes(32).toString("base64"),
      AUTH_SECRET: randomBytes(48).toString("base64"),
      GATEHOUSE_PUBLIC_URL: `http://127.0.0.1:${gatewayPort}`,
      TEMPORAL_ADDRESS: `127.0.0.1:${closedPort}`,
      PORT: String(gatewayPort),
    };
    const provider = await seed(environment);
    const gatehousePid = await start("server.ts", environment, "web is listening");
    const bare = { ...provider, port: barePort, databaseUrl: database.appUrl };
    const barePid = await start(
      "scripts/bench/hotpath/bare-server.ts",
      { ...environment, BENCH_SETTINGS: JSON.stringify(bare) },
      "listening",
    );
    const servers = {
      gatehouse: { origin: `http://127.0.0.1:${gatewayPort}`, pid: gatehousePid },
      bare: { origin: `http://127.0.0.1:${barePort}`, pid: barePid },
    };
    await compare(servers, provider);
  } finally {
    for (const child of children) child.removeAllListeners("exit").kill("SIGTERM");
    await database.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function seed(environment: Record<string, string>) {
  const runtime = createRuntime(parseSettings(environment), { name: "bench" });
  const actor: Actor = { kind: "cli", label: "bench", role: "tenant_admin" };
  const tenant = await createTenant(runtime, actor, { slug: "bench", name: "Bench" });
  const ctx = contextFor(runtime, tenant.id, actor);
  const provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
  });
  const { items: keys } = await listSigningKeys(ctx, provider.slug);
  await runtime.db.close();
  return {
    tenantId: ctx.tenantId,
    providerId: provider.providerId,
    signingKeyId: keys[0]?.id ?? "",
    secret: provider.secret,
    slug: provider.slug,
  };
}

async function compare(
  servers: Record<"gatehouse" | "bare", { origin: string; pid: number }>,
  provider: { secret: string; slug: string },
): Promise<void> {
  const plan = async (name: "gatehouse" | "bare", item: Case, seconds: number): Promise<Figures> => {
    const { origin, pid } = servers[name];
    const before = readUsage(pid);
    const figures = await load({
      origin,
      target: `/p/${provider.slug}/checks`,
      secret: provider.secret,
      isInsert: item.isInsert,
      seconds,
      connections: CONNECTIONS,
    });
    const cpuSeconds = readUsage(pid).cpuSeconds - before.cpuSeconds;
    return { ...figures, cpuMicros: (cpuSeconds * 1e6) / figures.requests };
  };
  process.stdout.write(`${ROUNDS} alternating rounds of ${SECONDS} s, ${CONNECTIONS} connections\n\n`);
  for (const item of CASES) {
    const figures: Record<"gatehouse" | "bare", Figures[]> = { gatehouse: [], bare: [] };
    await plan("gatehouse", item, 1);
    await plan("bare", item, 1);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of ["bare", "gatehouse"] as const) figures[name].push(await plan(name, item, SECONDS));
    }
    report(item, figures);
  }
}

function report(item: Case, figures: Record<"gatehouse" | "bare", Figures[]>): void {
  const rate = (name: "gatehouse" | "bare") => median(figures[name].map((one) => one.requestsPerSecond));
  const ratio = rate("gatehouse") / rate("bare");
  const wrong = [...figures.gatehouse, ...figures.bare].reduce((sum, one) => sum + one.wrong, 0);
  process.stdout.write(`${item.name}\n`);
  for (const name of ["bare", "gatehouse"] as const) {
    const p50 = median(figures[name].map((one) => one.p50)).toFixed(1);
    const p99 = median(figures[name].map((one) => one.p99)).toFixed(1);
    const cpu = median(figures[name].map((one) => one.cpuMicros)).toFixed(0);
    process.stdout.write(
      `  ${name.padEnd(10)} ${rate(name).toFixed(0).padStart(6)} req/s   p50 ${p50} ms   p99 ${p99} ms   ${cpu} us of CPU each\n`,
    );
  }
  process.stdout.write(
    `  ratio      ${ratio.toFixed(2)} of bare (to reach: ${REACH})   wrong answers: ${wrong}\n\n`,
  );
  if (wrong > 0) process.exitCode = 1;
}

await main();
