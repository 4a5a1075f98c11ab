import type { IntegrationCall, IntegrationClient } from "./client";
import { describeIntegration, type Integration } from "./integration";

const READ_TIMEOUT_MS = 60_000;

export type ReadIntegration =
  | { ok: true; integration: Integration; calls: IntegrationCall[] }
  | { ok: false; problem: string; timedOut: boolean; calls: IntegrationCall[] };

/** Reads metadata (unsigned, PROTOCOL 5), then the configuration (signed, PROTOCOL 6). */
export async function readIntegration(client: IntegrationClient): Promise<ReadIntegration> {
  const metadata = await client.call({
    operation: "metadata",
    method: "GET",
    path: "",
    timeoutMs: READ_TIMEOUT_MS,
    signing: "none",
  });
  if (!isUsable(metadata)) return unusable(metadata, [metadata]);
  const config = await client.call({
    operation: "config",
    method: "GET",
    path: "config",
    timeoutMs: READ_TIMEOUT_MS,
  });
  if (!isUsable(config)) return unusable(config, [metadata, config]);
  return {
    ok: true,
    integration: describeIntegration(metadata.json, config.json),
    calls: [metadata, config],
  };
}

const isUsable = (call: IntegrationCall): call is IntegrationCall & { json: Record<string, unknown> } =>
  isSuccess(call) && call.json !== null;

function unusable(call: IntegrationCall, calls: IntegrationCall[]): ReadIntegration {
  return { ok: false, problem: problemOf(call), timedOut: call.error?.code === "timeout", calls };
}

/** Any 2xx is taken as success (PROTOCOL 1.4). */
export function isSuccess(call: IntegrationCall): boolean {
  return call.status !== null && call.status >= 200 && call.status < 300;
}

/** Why a call cannot be used, as a sentence. */
export function problemOf(call: IntegrationCall): string {
  const what = `${call.method} ${call.url}`;
  if (call.error !== null) return `${what} got no answer: ${call.error.message}`;
  if (!isSuccess(call)) return `${what} answered ${call.status}${hintFor(call.status)}`;
  return `${what} did not answer with a JSON object`;
}

function hintFor(status: number | null): string {
  if (status === 401) return "; the secret or the clock may be wrong";
  if (status !== null && status >= 300 && status < 400) return "; redirects are not followed";
  return "";
}
