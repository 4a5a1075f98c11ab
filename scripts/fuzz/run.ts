import { Agent } from "node:http";
import * as fc from "fast-check";
import { type Fault, judge } from "./judge";
import { readFuzzOptions } from "./options";
import { type Plan, planArbitrary } from "./requests";
import { type KnownCheck, prepare, type Received, send, type Sent } from "./send";
import { type FuzzServer, startServer } from "./server";

const OPTIONS = readFuzzOptions(process.argv.slice(2));
const { requests: REQUESTS, connections: CONNECTIONS, seed: SEED } = OPTIONS;

const BATCH = 500;
const MAX_KNOWN = 500;
const SHOWN_FAULTS = 10;

type Tally = {
  made: number;
  statuses: Map<string, number>;
  kinds: Map<string, number>;
  faults: Fault[];
  known: KnownCheck[];
};

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/** Plans by their number: the same seed gives the same ones, whatever the connections. */
function* plansOf(server: FuzzServer): Generator<Plan> {
  const arbitrary = planArbitrary(server.providers);
  for (let start = 0; start < REQUESTS; start += BATCH) {
    const numRuns = Math.min(BATCH, REQUESTS - start);
    yield* fc.sample(arbitrary, { numRuns, seed: SEED + start });
  }
}

async function fuzz(server: FuzzServer): Promise<Tally> {
  const tally: Tally = { made: 0, statuses: new Map(), kinds: new Map(), faults: [], known: [] };
  const plans = plansOf(server);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const publicUrl = server.origin.origin;
  const work = async () => {
    for (let next = plans.next(); next.done !== true; next = plans.next()) {
      if (server.endedWith() !== null) return;
      const plan = next.value;
      const number = (tally.made += 1);
      const sent = prepare(plan, { providers: server.providers, known: tally.known, publicUrl });
      const received = await send(plan, sent, { origin: server.origin, agent });
      note(tally, { number, plan, sent, received });
      if (number % 10_000 === 0) console.log(`  ${number} of ${REQUESTS}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  agent.destroy();
  return tally;
}

function note(tally: Tally, done: { number: number; plan: Plan; sent: Sent; received: Received }): void {
  const { plan, received } = done;
  count(tally.kinds, plan.kind);
  count(tally.statuses, "error" in received ? "none" : String(received.status));
  const what = judge(plan, received);
  if (what !== null) tally.faults.push({ ...done, what });
  if (plan.kind === "start" && !("error" in received)) learn(tally, plan, received.text);
}

/** Checks that exist are worth more requests than ids nobody knows. */
function learn(tally: Tally, plan: Plan, text: string): void {
  const reference = /"reference":"((?:DEMO-)?[0-9a-f-]{36})"/.exec(text)?.[1];
  const id = plan.body !== null && "json" in plan.body ? (plan.body.json as { id: string }).id : undefined;
  if (id === undefined || plan.body === null || !("steps" in plan.body) || plan.body.steps.length > 0) return;
  const known = { provider: plan.provider, checkId: id, reference: reference ?? id };
  if (tally.known.length < MAX_KNOWN) tally.known.push(known);
  else tally.known[tally.made % MAX_KNOWN] = known;
}

function report(tally: Tally, server: FuzzServer, seconds: number): boolean {
  const list = (counts: Map<string, number>) =>
    [...counts]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, times]) => `${name} ${times}`)
      .join(" · ");
  const rejections = server.complaints.filter((line) => line.startsWith("[fuzz]")).length;
  const ended = server.endedWith();
  console.log(
    [
      "",
      `${tally.made} requests in ${seconds.toFixed(1)} s, ${(tally.made / seconds).toFixed(0)} a second; seed ${SEED}, ${CONNECTIONS} connections, ${OPTIONS.door} door`,
      `statuses  ${list(tally.statuses)}`,
      `kinds     ${list(tally.kinds)}`,
      `faults ${tally.faults.length} · unhandled rejections ${rejections} · error lines ${server.complaints.length - rejections} · crash ${ended ?? "none"}`,
    ].join("\n"),
  );
  for (const fault of tally.faults.slice(0, SHOWN_FAULTS)) console.log(describe(fault));
  for (const line of server.complaints.slice(0, SHOWN_FAULTS)) console.log(`  server: ${line.slice(0, 600)}`);
  return tally.faults.length === 0 && server.complaints.length === 0 && ended === null;
}

function describe({ number, what, plan, sent, received }: Fault): string {
  const answer = "error" in received ? received.error : `${received.status} ${received.text.slice(0, 200)}`;
  return [
    `  #${number} ${what} (${plan.kind}, ${plan.signing})`,
    `    ${sent.method} ${sent.target.slice(0, 200)}`,
    `    ${sent.body?.toString("utf8").slice(0, 400) ?? "(no body)"}`,
    `    → ${answer}`,
  ].join("\n");
}

console.log(`Starting Postgres and the production server; ${REQUESTS} requests, seed ${SEED}.`);
const server = await startServer(OPTIONS.door);
try {
  const startedAt = performance.now();
  const tally = await fuzz(server);
  const isGood = report(tally, server, (performance.now() - startedAt) / 1000);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await server.stop();
}
