import { randomUUID } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";
import { quantile } from "../../rig/figures";
import { inLanes } from "../../rig/in-lanes";

/* Posts signed checks as fast as they are answered; prints one line of JSON. A process of its own: see `burst.ts`. */
const plan = JSON.parse(process.env["BENCH_PLAN"] ?? "{}") as {
  url: string;
  secret: string;
  checks: number;
  connections: number;
};
const key = parseSecret(plan.secret);
const { host, hostname, port, pathname } = new URL(plan.url);
const target = `${pathname.replace(/\/?$/, "/")}checks`;
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });

const bodyOf = (id: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      id,
      demo_result: "ANY",
      commercial_relationship: "DIRECT",
      check_input: {
        entity_type: "INDIVIDUAL",
        personal_details: { name: { given_names: ["Ada"], family_name: "Sample" }, dob: "1990-01-31" },
        address_history: [{ address: { type: "STRUCTURED", country: "GBR", postal_code: "A1 1AA" } }],
      },
      provider_config: {},
    }),
  );

function post(id: string): Promise<{ status: number; text: string }> {
  const body = bodyOf(id);
  const headers = signRequest({
    method: "POST",
    target,
    host,
    body,
    signingKey: key,
    nowMs: Date.now(),
  });
  return new Promise((resolve, reject) => {
    const options = { agent, hostname, port, method: "POST", path: target };
    const request = httpRequest(
      { ...options, headers: { ...headers, "content-length": body.length } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

const times: number[] = [];
const started: [string, string][] = [];
let wrong = 0;
const beganAtMs = performance.now();
await inLanes({ count: plan.checks, lanes: plan.connections }, async () => {
  const id = randomUUID();
  const sentAtMs = performance.now();
  const { status, text } = await post(id);
  times.push(performance.now() - sentAtMs);
  const answer = status === 200 ? (JSON.parse(text) as { reference?: string; errors: unknown[] }) : null;
  if (answer?.reference !== undefined && answer.errors.length === 0) started.push([id, answer.reference]);
  else wrong += 1;
});
const seconds = (performance.now() - beganAtMs) / 1000;
agent.destroy();
process.stdout.write(
  JSON.stringify({
    acceptedPerSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    wrong,
    started,
  }),
);
