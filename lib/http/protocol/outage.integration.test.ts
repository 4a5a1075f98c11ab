import { randomUUID } from "node:crypto";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/lib/db/client";
import { useHarness } from "@/lib/db/testing/harness";
import {
  createSampleProvider,
  sampleIndividual,
  type SampleProvider,
} from "@/lib/services/testing/sample-provider";
import { openDirectDoor, type TestDoor } from "./testing/open-test-door";
import { sendSigned } from "./testing/signed-client";

const harness = useHarness();

/** A way to Postgres that can be cut, as when the server restarts: every connection breaks, new ones are refused. */
class Relay {
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #server: Server | null = null;
  port = 0;

  constructor(databaseUrl: string) {
    this.#target = new URL(databaseUrl);
  }

  async open(): Promise<void> {
    const server = createServer((incoming) => {
      const outgoing = connect(Number(this.#target.port), this.#target.hostname);
      for (const [from, to] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => this.#sockets.delete(from));
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as { port: number }).port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

describe("the protocol while Postgres is away", () => {
  let relay: Relay;
  let db: Database;
  let open: TestDoor;
  let patient: SampleProvider;
  let hasty: SampleProvider;

  beforeAll(async () => {
    const ctx = await harness.newTenant();
    const template = { type: "ONE_TIME_CALLBACK" };
    patient = await createSampleProvider(ctx, { config: { check_template: template } });
    hasty = await createSampleProvider(ctx, {
      config: { check_template: { ...template, request_timeout: 2 } },
    });
    relay = new Relay(harness.databaseUrl);
    await relay.open();
    const url = new URL(harness.databaseUrl);
    url.port = String(relay.port);
    db = openDatabase(url.href, { max: 4, name: "gatehouse-relayed" });
    open = await openDirectDoor({ ...harness.runtime, db });
  });
  afterAll(async () => {
    await open.close();
    await db.close();
    await relay.cut();
  });

  const start = (provider: SampleProvider) =>
    sendSigned(open.origin, {
      method: "POST",
      target: `/p/${provider.slug}/checks`,
      signingKey: provider.signingKey,
      body: {
        id: randomUUID(),
        demo_result: "ANY",
        commercial_relationship: "DIRECT",
        check_input: sampleIndividual(),
        provider_config: {},
      },
    });

  it("answers a moment later when it is back in time", async () => {
    expect((await start(patient)).status).toBe(200);
    await relay.cut();
    const answer = start(patient);
    setTimeout(() => void relay.open(), 1500);
    expect(await answer).toMatchObject({ status: 200, json: { errors: [] } });
  });

  it("answers 503, and not with errors that would end the check, when it is not", async () => {
    expect((await start(hasty)).status).toBe(200);
    await relay.cut();
    const answer = await start(hasty);
    await relay.open();
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toBe("5");
  });
});
