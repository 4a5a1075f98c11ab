import { afterAll, beforeAll } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { type Harness, useHarness } from "@/lib/db/testing/harness";
import { openDirectDoor, type TestDoor } from "@/lib/http/protocol/testing/open-test-door";
import type { Runtime, ServiceContext } from "@/lib/services/context";
import { createSampleProvider, type SampleProvider } from "@/lib/services/testing/sample-provider";
import { Receiver } from "@/lib/simulator/receiver";
import { type SimulateOptions, simulateCheck, type SimulationResult } from "@/lib/simulator/run-check";
import { createEngine, type TemporalEngine } from "@/lib/temporal/engine";
import { loadWorkflowBundle } from "@/workflows/bundle";
import { LifecycleWorker } from "@/workflows/lifecycle-worker";
import { Starter } from "@/workflows/starter";
import { type TestTemporal, useTemporal } from "@/workflows/testing/temporal";

export { sendSigned } from "@/lib/http/protocol/testing/signed-client";

/** Everything a check meets: web door, worker, Temporal, Postgres, a provider, and Maxsight's callback receiver. */
export type World = {
  harness: Harness;
  temporal: TestTemporal;
  runtime: Runtime;
  engine: TemporalEngine;
  ctx: ServiceContext;
  door: TestDoor;
  acme: FakeProvider;
  receiver: Receiver;
  startWorker: () => Promise<void>;
  /** Ends the worker as SIGTERM does. */
  stopWorker: () => Promise<void>;
  /** A callback provider over Acme, or as `options` say. */
  newProvider: (options?: Parameters<typeof createSampleProvider>[1]) => Promise<SampleProvider>;
  /** One check as Maxsight runs it, live unless a demo result is given. */
  simulate: (provider: SampleProvider, options?: Partial<SimulateOptions>) => Promise<SimulationResult>;
};

export const WEBHOOK_SECRET = "acme-webhook-secret";

/** A definition over the fake provider that is asked every second. `operations` replace members. */
export function acmeConnector(acmeUrl: string, operations: Record<string, unknown> = {}) {
  const result = `body.status = "complete"
    ? { "kind": "result", "result": { "decision": body.decision = "approved" ? "PASS" : "FAIL", "summary": body.summary } }
    : body.status = "pending" ? { "kind": "pending" }`;
  return {
    kind: "http",
    base_url: `${acmeUrl}/v2`,
    operations: {
      start: {
        request: {
          method: "POST",
          path: "/checks",
          headers: { "idempotency-key": "{{ idempotency_key }}" },
          body: '{ "name": input.personal_details.name.family_name }',
        },
        idempotent: true,
        outcome: `status = 201 ? { "kind": "pending", "providerReference": body.id }
          : status = 401 ? { "kind": "errors", "errors": [{ "type": "INVALID_CREDENTIALS", "message": body.message }] }
          : status = 422 ? { "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": body.message }] }`,
      },
      poll: {
        request: { method: "GET", path: "/checks/{{ providerReference }}" },
        every: "1s",
        backoff: 1,
        outcome: result,
      },
      ...operations,
    },
  };
}

/** Call at the top level of the file; filled before the first test. The worker runs unless `worker` is false. */
export function useWorld(options: { worker?: boolean } = {}): World {
  const harness = useHarness();
  const temporal = useTemporal();
  const world = { harness, temporal } as World;
  const own = {
    worker: null as LifecycleWorker | null,
    starter: null as Starter | null,
    running: Promise.resolve(),
  };

  beforeAll(async () => {
    world.engine = createEngine(temporal.settings, harness.runtime.log);
    world.runtime = { ...harness.runtime, engine: world.engine };
    world.ctx = { ...(await harness.newTenant()), engine: world.engine };
    world.door = await openDirectDoor(world.runtime);
    world.acme = await startFakeProvider({ acme: { resultAfterMs: 200, webhookSecret: WEBHOOK_SECRET } });
    world.receiver = new Receiver();
    await world.receiver.start();
    world.startWorker = async () => {
      const settings = { ...temporal.settings, WORKER_CONCURRENCY: 20 };
      own.worker = new LifecycleWorker(settings, world.runtime, await loadWorkflowBundle());
      own.starter = new Starter(world.runtime, world.engine);
      own.running = own.worker.run();
      own.starter.start();
    };
    world.stopWorker = async () => {
      own.worker?.stop();
      await own.running;
      await own.starter?.stop();
    };
    world.newProvider = (wish = {}) =>
      createSampleProvider(world.ctx, {
        apiBaseUrl: world.receiver.url,
        ...wish,
        connector: wish.connector ?? acmeConnector(world.acme.url),
        config: { check_template: { type: "ONE_TIME_CALLBACK" }, ...wish.config },
      });
    world.simulate = (provider, wish = {}) =>
      simulateCheck({
        baseUrl: `${world.door.origin}/p/${provider.slug}/`,
        secret: provider.secret,
        demoResult: null,
        credentials: { api_token: "token-of-the-customer" },
        receiver: world.receiver,
        allowPlainHttp: true,
        callbackDeadlineMs: 30_000,
        ...wish,
      });
    if (options.worker !== false) await world.startWorker();
  });
  afterAll(async () => {
    await world.stopWorker();
    await world.door.close();
    await world.acme.stop();
    await world.receiver.stop();
    await world.engine.close();
  });
  return world;
}
