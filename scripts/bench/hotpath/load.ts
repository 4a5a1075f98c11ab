import { randomUUID } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";

/* One burst of signed POST /checks against one server; prints one line of JSON. Runs in a process of its own. */
const plan = JSON.parse(process.env["BENCH_PLAN"] ?? "{}") as {
  origin: string;
  target: string;
  secret: string;
  isInsert: boolean;
  seconds: number;
  connections: number;
};
const key = parseSecret(plan.secret);
const { host, hostname, port } = new URL(plan.origin);
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });

const body = () =>
  Buffer.from(
    JSON.stringify({
      id: randomUUID(),
      demo_result: "ANY",
      commercial_relationship: "DIRECT",
      check_input: plan.isInsert && {
        entity_type: "INDIVIDUAL",
        personal_details: { name: { given_names: ["Ada"], family_name: "Musterfrau" }, dob: "1990-01-31" },
        address_history: [
          {
            address: {
              type: "STRUCTURED",
              country: "GBR",
              postal_code: "A1 1AA",
              postal_town: "Sampleton",
            },
          },
        ],
      },
      provider_config: {},
    }),
  );

function post(): Promise<{ status: number; ms: number; text: string }> {
  const bytes = body();
  const headers = signRequest({
    method: "POST",
    target: plan.target,
    host,
    body: bytes,
    signingKey: key,
    nowMs: Date.now(),
  });
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        hostname,
        port,
        method: "POST",
        path: plan.target,
        headers: { ...headers, "content-length": bytes.length },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - startedAt, text }),
        );
      },
    );
    request.on("error", reject);
    request.end(bytes);
  });
}

const times: number[] = [];
let wrong = 0;
const endsAt = performance.now() + plan.seconds * 1000;
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: plan.connections }, async () => {
    while (performance.now() < endsAt) {
      const answer = await post();
      times.push(answer.ms);
      const isGood = plan.isInsert
        ? answer.status === 200 && answer.text.includes('"errors":[]')
        : answer.status === 400;
      if (!isGood) wrong += 1;
    }
  }),
);
const seconds = (performance.now() - startedAt) / 1000;
times.sort((left, right) => left - right);
const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
process.stdout.write(
  `${JSON.stringify({ requests: times.length, requestsPerSecond: times.length / seconds, p50: quantile(0.5), p99: quantile(0.99), wrong })}\n`,
);
agent.destroy();
