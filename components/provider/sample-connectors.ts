import type { CheckTemplate } from "@/lib/protocol/check-template";

const HEAD = `base_url: https://api.provider.example/v1
auth: { type: bearer, token: "{{ credentials.api_key }}" }
operations:
  start:
    request:
      method: POST
      path: /checks
      body: '{ "surname": input.personal_details.name.family_name, "born": input.personal_details.dob }'
    timeout_ms: 10000`;

const REFUSED = `: status = 401 ? { "kind": "errors", "errors": [{ "type": "INVALID_CREDENTIALS", "message": body.message }] }
      : { "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": body.message }] }`;

const SYNCHRONOUS = `${HEAD}
    outcome: >
      status = 200 ? { "kind": "result", "output": body.result }
      ${REFUSED}
`;

const POLLING = `${HEAD}
    outcome: >
      status = 201 ? { "kind": "pending", "providerReference": body.id }
      ${REFUSED}
  poll:
    request: { method: GET, path: "/checks/{{ reference }}" }
    every: 30s
    give_up_after: 48h
    outcome: >
      status = 200 and body.state = "done" ? { "kind": "result", "output": body.result }
      : status = 200 ? { "kind": "pending" }
      ${REFUSED}
`;

/** Where the editor begins for each template: a connector that only has to be fitted to the provider. */
export const SAMPLE_CONNECTORS: Record<CheckTemplate, string> = {
  ONE_TIME_SYNCHRONOUS: SYNCHRONOUS,
  ONE_TIME_POLLING: POLLING,
  ONE_TIME_CALLBACK: POLLING,
  MONITORED_CALLBACK: `${POLLING}monitoring: { mode: poll, every: 24h }\n`,
  MONITORED_POLLING: `${POLLING}monitoring: { mode: poll, every: 24h }\n`,
};
