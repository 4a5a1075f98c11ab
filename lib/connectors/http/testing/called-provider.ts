import { afterAll, beforeAll, beforeEach } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { Connector, ConnectorCall } from "../../connector";
import { parseConnectorDefinition } from "../../definition";
import { createExpressionEngine } from "../../expression-engine";
import { connectorFor } from "../../for-definition";

const document = parseConfigDocument({
  check_type: "INDIVIDUAL_CUSTOM",
  check_template: { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 60 },
  pricing: { supports_reselling: false, maximum_cost: 0 },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
  config: { fields: [] },
});

const OUTCOME = `
  status = 201 ? { "kind": "pending", "providerReference": body.id }
  : status = 401 ? { "kind": "errors", "errors": [{ "type": "INVALID_CREDENTIALS", "message": body.message }] }
  : { "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": body.message }] }`;

type Part = {
  start?: Record<string, unknown>;
  operations?: Record<string, unknown>;
  auth?: unknown;
  /** Whether the provider's address is no exception: loopback is refused then. */
  isGuarded?: boolean;
};

/** A provider that answers as it is told, and connectors to it. */
export function useCalledProvider() {
  const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
  const guarded = createHttpClient({ allow: [], refusePorts: [] });
  const expressions = createExpressionEngine();
  const own = {} as { provider: FakeProvider };
  beforeAll(async () => {
    own.provider = await startFakeProvider();
    await expressions.warm();
  });
  beforeEach(() => own.provider.reset());
  afterAll(async () => {
    await Promise.all([http.close(), guarded.close(), expressions.close(), own.provider.stop()]);
  });
  return {
    current: () => own.provider,
    connector: (part: Part): Connector => {
      const { isGuarded = false, ...definition } = part;
      return connectorFor(definitionOf(own.provider, definition), {
        http: isGuarded ? guarded : http,
        expressions,
      });
    },
  };
}

function definitionOf(provider: FakeProvider, part: Part) {
  return parseConnectorDefinition({
    kind: "http",
    base_url: `${provider.url}/v1`,
    auth: part.auth ?? { type: "bearer", token: "{{ credentials.api_token }}" },
    secrets: ["api_key"],
    operations: {
      start: {
        request: { method: "POST", path: "/checks", body: '{ "name": input.name, "key": idempotency_key }' },
        timeout_ms: 1000,
        outcome: OUTCOME,
        ...part.start,
      },
      ...part.operations,
    },
  });
}

export function callOf(part: Partial<ConnectorCall> = {}): ConnectorCall {
  return {
    document,
    input: { name: "Smith" },
    config: { region: "eu" },
    credentials: { api_token: "token-of-the-customer" },
    secrets: { api_key: "key-of-the-provider" },
    customData: {},
    demoResult: null,
    idempotencyKey: "check-1",
    deadlineMs: Date.now() + 10_000,
    nowMs: Date.now(),
    ...part,
  };
}

export function errorOf(answered: { outcome: unknown }) {
  return (answered.outcome as { errors?: { type: string; message: string; data?: unknown }[] }).errors?.[0];
}
