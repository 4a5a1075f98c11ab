import type { ApiCall } from "../rig/open-rig";
import { registerProvider, type RegisteredProvider } from "../rig/register-provider";
import { LIFECYCLES, type Lifecycle } from "./check-plan";
import type { World } from "./world";

const SECRET = "chaos-webhook-secret";

const RESULT = `body.status = "complete" ? {
  "kind": "result", "result": { "decision": "PASS", "summary": body.summary }, "providerData": body }
  : body.status = "pending" ? { "kind": "pending" }`;

const start = (isIdempotent: boolean) => ({
  request: {
    method: "POST",
    path: "/checks",
    headers: { "idempotency-key": "{{ idempotency_key }}" },
    body: '{ "name": input.personal_details.name.family_name }',
  },
  idempotent: isIdempotent,
  outcome: `status = 201 ? { "kind": "pending", "providerReference": body.id } : ${RESULT}`,
});

const poll = {
  request: { method: "GET", path: "/checks/{{ providerReference }}" },
  every: "1s",
  backoff: 1,
  outcome: RESULT,
};

const webhook = {
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
};

const cancel = { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } };

const timeouts = { request_timeout: 15, callback_timeout: 15 };
const CALLBACK = { type: "ONE_TIME_CALLBACK", ...timeouts };
const MONITORED = { type: "MONITORED_CALLBACK", ...timeouts };
const POLLING = {
  type: "ONE_TIME_POLLING",
  polling_strategy: { type: "UNIFORM", initial_interval: 1, polling_interval: 1, max_polls: 1000 },
};

type Definition = { template: Record<string, unknown>; operations: Record<string, unknown> | null };

/** What is not said to be idempotent must be called once at most, and may then end as interrupted. */
const DEFINITIONS: Record<Lifecycle, Definition & { monitoring?: Record<string, unknown> }> = {
  synchronous: {
    template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 6 },
    operations: { start: start(false) },
  },
  "callback, demo": { template: CALLBACK, operations: null },
  "callback, webhook": { template: CALLBACK, operations: { start: start(true), webhook } },
  "callback, poll": { template: CALLBACK, operations: { start: start(false), poll } },
  polling: { template: POLLING, operations: { start: start(true), poll } },
  "monitored, webhook": {
    template: MONITORED,
    operations: { start: start(true), webhook, cancel },
    monitoring: { mode: "webhook" },
  },
  "monitored, poll": {
    template: MONITORED,
    operations: { start: start(true), poll, cancel },
    monitoring: { mode: "poll", every: "2s" },
  },
};

/** Lifecycles whose provider may not be asked to start twice. */
export const STARTED_ONCE: readonly Lifecycle[] = ["synchronous", "callback, poll"];

export const slugOf = (lifecycle: Lifecycle): string => lifecycle.replaceAll(/[^a-z]+/g, "-");

/** One provider for each lifecycle, registered over the API. */
export async function registerLifecycles(
  api: ApiCall,
  options: { world: World; maxsightUrl: string; gatehouseUrl: string },
): Promise<Map<Lifecycle, RegisteredProvider>> {
  const providers = new Map<Lifecycle, RegisteredProvider>();
  for (const lifecycle of LIFECYCLES) {
    const { template, operations, monitoring } = DEFINITIONS[lifecycle];
    const slug = slugOf(lifecycle);
    const hasWebhook = operations !== null && "webhook" in operations;
    if (hasWebhook)
      options.world.announceTo(slug, { url: `${options.gatehouseUrl}/hooks/${slug}`, secret: SECRET });
    const provider = await registerProvider(api, {
      slug,
      template,
      connector:
        operations === null
          ? { kind: "demo" }
          : {
              kind: "http",
              base_url: `${options.world.url}/${slug}`,
              operations,
              ...(monitoring === undefined ? {} : { monitoring }),
              secrets: hasWebhook ? ["webhook_secret"] : [],
            },
      apiBaseUrl: options.maxsightUrl,
      ...(hasWebhook ? { secrets: { webhook_secret: SECRET } } : {}),
    });
    providers.set(lifecycle, provider);
  }
  return providers;
}
