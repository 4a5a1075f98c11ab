import { randomUUID } from "node:crypto";
import { buildInput } from "@/lib/simulator/build-input";
import { type CallInput, IntegrationClient, type IntegrationCall } from "@/lib/simulator/client";
import type { RegisteredProvider } from "./register-provider";

/** A check that was accepted. */
export type StartedCheck = { checkId: string; reference: string };

const TIMEOUT_MS = 60_000;

/** The calls Maxsight makes about one provider's checks, one function each. All reject unless answered 200 without errors. */
export function maxsightCalls(provider: RegisteredProvider, options: { isDemo: boolean }) {
  const client = new IntegrationClient({ baseUrl: provider.url, signingKey: provider.signingKey });
  const input = buildInput(provider.integration);
  const common = {
    commercial_relationship: "DIRECT",
    provider_config: {},
    provider_credentials: { api_token: "rig" },
  };
  const demo = { demo_result: options.isDemo ? "ANY" : null };
  const pairOf = ({ reference }: StartedCheck) => ({ provider_id: provider.id, reference });
  const about = (check: StartedCheck, operation: string, more: Record<string, unknown> = {}) =>
    ask(client, {
      operation,
      path: `checks/${check.checkId}/${operation}`,
      body: { id: check.checkId, ...pairOf(check), ...common, custom_data: {}, ...more },
      timeoutMs: TIMEOUT_MS,
    });
  return {
    /** `name` goes in as the family name. */
    start: async (name = "Sample"): Promise<StartedCheck> => {
      const checkId = randomUUID();
      const answer = await ask(client, {
        operation: "checks",
        path: "checks",
        body: { id: checkId, ...demo, check_input: named(input, name), ...common },
        timeoutMs: TIMEOUT_MS,
      });
      return { checkId, reference: String(answer.json?.["reference"]) };
    },
    ready: (check: StartedCheck) => about(check, "ready", { ...demo, check_input: input }),
    complete: (check: StartedCheck) => about(check, "complete"),
    getResult: (check: StartedCheck) => about(check, "get_result"),
  };
}

export type MaxsightCalls = ReturnType<typeof maxsightCalls>;

async function ask(client: IntegrationClient, input: CallInput): Promise<IntegrationCall> {
  const call = await client.call(input);
  const errors = call.json?.["errors"];
  const isGood = call.status === 200 && (!Array.isArray(errors) || errors.length === 0);
  if (isGood) return call;
  const said = call.error?.message ?? call.responseBody.toString("utf8").slice(0, 300);
  throw new Error(`${input.operation} was answered ${call.status ?? "not at all"}: ${said}`);
}

function named(input: Record<string, unknown>, name: string): Record<string, unknown> {
  const details = input["personal_details"] as Record<string, unknown>;
  return { ...input, personal_details: { ...details, name: { family_name: name, given_names: ["Ada"] } } };
}
