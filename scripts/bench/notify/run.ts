import { closeIdleConnections } from "@/lib/simulator/http-call";
import { startFakeProvider, type FakeProvider } from "../../../e2e/fake-provider/fake-provider";
import { quantile, table } from "../../rig/figures";
import { atRate, inLanes } from "../../rig/in-lanes";
import { Maxsight } from "../../rig/maxsight";
import { maxsightCalls, type MaxsightCalls, type StartedCheck } from "../../rig/maxsight-calls";
import { numberOptions } from "../../rig/number-options";
import { openRig, type Rig } from "../../rig/open-rig";
import { type RegisteredProvider, registerProvider } from "../../rig/register-provider";
import { untilCount } from "../../rig/until-count";

/*
 * Checks are started and made ready first; then their webhooks come at an even rate. Measured is the time from sending a
 * webhook to the notification's arrival at Maxsight, which fetches the result at once, as it would. This process, web,
 * worker, Temporal and Postgres share the machine.
 */
const RATES = [10, 50, 100];
const REACH = { rate: 50, p95Ms: 250 };
const SECRET = "bench-webhook-secret";
const LANES = 24;
const LATE_MS = 60_000;
const say = (text: string): void => console.log(text);

const RESULT = `{ "kind": "result", "result": { "decision": "PASS", "summary": body.summary }, "providerData": body }`;
const operations = {
  start: {
    request: { method: "POST", path: "/checks", body: '{ "name": input.personal_details.name.family_name }' },
    outcome: '{ "kind": "pending", "providerReference": body.id }',
  },
  webhook: {
    verify: {
      type: "hmac_sha256",
      header: "x-acme-signature",
      payload: "{{ timestamp }}.{{ raw }}",
      timestamp_header: "x-acme-timestamp",
      secret: "webhook_secret",
    },
    event_id: "body.event_id",
    provider_reference: "body.check_id",
    outcome: RESULT,
  },
};

type Timing = { sentAtMs: number; answeredMs: number; arrivedMs: number | null };
type Bench = {
  rig: Rig;
  fake: FakeProvider;
  provider: RegisteredProvider;
  calls: MaxsightCalls;
  /** By reference. */
  checks: Map<string, StartedCheck & { name: string }>;
  timings: Map<string, Timing>;
  fetches: Promise<unknown>[];
};

/** Prints a line for each rate. */
export async function runNotifyBench(argv: string[]): Promise<void> {
  const { seconds, rate } = numberOptions(argv, "npm run bench:notify", {
    seconds: { value: 10, means: "length of each step" },
    rate: { value: 0, means: "webhooks per second; 0 takes the steps 10, 50 and 100" },
  });
  const fake = await startFakeProvider({
    script: {
      "POST /checks": ({ json }) => ({ status: 201, json: { id: (json as { name: string }).name } }),
    },
  });
  const bench = { checks: new Map(), timings: new Map(), fetches: [] } as unknown as Bench;
  const maxsight = new Maxsight({
    latencyMs: 0,
    onNotice: ({ reference, atMs }) => noteArrival(bench, reference, atMs),
  });
  await maxsight.start();
  const rig = await openRig({ say });
  try {
    const provider = await registerProvider(rig.api, {
      slug: "notify",
      template: { type: "ONE_TIME_CALLBACK" },
      connector: { kind: "http", base_url: fake.url, operations, secrets: ["webhook_secret"] },
      apiBaseUrl: maxsight.url,
      secrets: { webhook_secret: SECRET },
    });
    maxsight.trust(provider.signingKey);
    Object.assign(bench, { rig, fake, provider, calls: maxsightCalls(provider, { isDemo: false }) });
    const rows = [];
    for (const perSecond of rate === 0 ? RATES : [rate])
      rows.push(await measure(bench, { perSecond, seconds }));
    say(
      `\n${table(["webhooks/s", "sent", "not notified", "answered p95", "p50", "p95", "p99", "slowest"], rows)}`,
    );
    say(`to reach: p95 below ${REACH.p95Ms} ms at ${REACH.rate} per second`);
  } finally {
    await rig.close();
    await maxsight.stop();
    await fake.stop();
    closeIdleConnections();
  }
}

function noteArrival(bench: Bench, reference: string, atMs: number): void {
  const timing = bench.timings.get(reference);
  const check = bench.checks.get(reference);
  if (timing === undefined || check === undefined || timing.arrivedMs !== null) return;
  timing.arrivedMs = atMs - timing.sentAtMs;
  bench.fetches.push(bench.calls.complete(check));
}

async function measure(
  bench: Bench,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<(string | number)[]> {
  const checks = await prepare(bench, perSecond * seconds);
  bench.timings = new Map();
  await atRate({ count: checks.length, perSecond }, async (index) => {
    const check = checks[index];
    if (check !== undefined) await announce(bench, check);
  });
  const lateAtMs = Date.now() + LATE_MS;
  const timings = [...bench.timings.values()];
  while (timings.some(({ arrivedMs }) => arrivedMs === null) && Date.now() < lateAtMs)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all(bench.fetches.splice(0));
  const arrived = timings.flatMap(({ arrivedMs }) => arrivedMs ?? []);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return [
    perSecond,
    timings.length,
    timings.length - arrived.length,
    ms(
      quantile(
        timings.map(({ answeredMs }) => answeredMs),
        0.95,
      ),
    ),
    ...[0.5, 0.95, 0.99, 1].map((share) => ms(quantile(arrived, share))),
  ];
}

/** Checks that the provider works on and whose callback Maxsight expects. */
async function prepare(bench: Bench, count: number): Promise<(StartedCheck & { name: string })[]> {
  say(`preparing ${count} checks`);
  const { calls, rig } = bench;
  const before = bench.checks.size;
  await inLanes({ count, lanes: LANES }, async (index) => {
    const name = `Bench${before + index}`;
    const check = { ...(await calls.start(name)), name };
    bench.checks.set(check.reference, check);
    await calls.ready(check);
  });
  await untilCount(rig.sql, { atLeast: count, of: rig.sql`checks where state = 'in_progress'` });
  // What the preparation left behind must not be measured.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return [...bench.checks.values()].slice(before);
}

async function announce(
  { rig, fake, timings }: Bench,
  check: StartedCheck & { name: string },
): Promise<void> {
  const timing: Timing = { sentAtMs: Date.now(), answeredMs: 0, arrivedMs: null };
  timings.set(check.reference, timing);
  const body = { event_id: check.name, check_id: check.name, summary: `${check.name} passes` };
  const sent = await fake.sendWebhook({ url: `${rig.stack.url}/hooks/notify`, body, secret: SECRET });
  timing.answeredMs = sent.durationsMs[0] ?? 0;
  if (sent.statuses[0] !== 200) throw new Error(`a webhook was answered ${sent.statuses[0]}`);
}
