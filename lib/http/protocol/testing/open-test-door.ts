import { createServer, type Server } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import type { Runtime } from "@/lib/services/context";
import { ExchangeRecorder } from "@/lib/services/exchanges";
import { Registry } from "@/lib/services/registry";
import { SignatureFailureRecorder } from "@/lib/services/signature-failures";
import { onBehalfOf } from "../../client-address";
import type { Door } from "../door";
import { serveFetch } from "../fetch-door";
import { serveDirectly } from "../node-door";

export type TestDoor = { door: Door; origin: string; close: () => Promise<void> };

/** The direct door on a free port, as `server.ts` opens it. */
export function openDirectDoor(runtime: Runtime, changes: Partial<Door> = {}): Promise<TestDoor> {
  return open(runtime, changes, (door) =>
    createServer((request, response) => void serveDirectly(door, request, response)),
  );
}

/** The Next door: the Fetch handler behind a socket, with the request made the way Next makes it. */
export function openFetchDoor(runtime: Runtime, changes: Partial<Door> = {}): Promise<TestDoor> {
  return open(runtime, changes, (door) =>
    createServer((incoming, outgoing) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
        const headers = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
        const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
        const request = new Request(`http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`, {
          method: incoming.method ?? "GET",
          headers,
          ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
        });
        const response = await onBehalfOf(incoming, door.trustedProxies, () => serveFetch(door, request));
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        for await (const chunk of response.body ?? []) outgoing.write(chunk);
        outgoing.end();
      })().catch(() => outgoing.destroy());
    }),
  );
}

async function open(
  runtime: Runtime,
  changes: Partial<Door>,
  serve: (door: Door) => Server,
): Promise<TestDoor> {
  const registry = new Registry(runtime);
  const stop = await registry.listen();
  const recorder = new ExchangeRecorder();
  const failures = new SignatureFailureRecorder(runtime);
  const door: Door = {
    runtime,
    registry,
    recorder,
    failures,
    pathPrefix: "",
    isForwardedHostTrusted: false,
    trustedProxies: new BlockList(),
    isSigningResponses: true,
    close: async () => {
      await recorder.flush();
      await failures.flush();
      await stop();
    },
    ...changes,
  };
  const server = serve(door);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    door,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await door.close();
    },
  };
}
