import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";
import { surviveLostSockets } from "@/lib/db/lost-socket";
import { env, requireProductionSettings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { endEventStreams } from "@/lib/http/event-stream";
import { onBehalfOf } from "@/lib/http/client-address";
import { getDoor } from "@/lib/http/protocol/current-door";
import type { Door } from "@/lib/http/protocol/door";
import { getRuntime } from "@/lib/http/runtime";
import { readyForNext } from "@/lib/http/protocol/for-next";
import { isServedDirectly, serveDirectly } from "@/lib/http/protocol/node-door";
import type { Logger } from "@/lib/observability/logger";

/*
 * The web process. Protocol and webhook paths are answered directly, at the speed of node:http; a plain Next route
 * handler is half as fast as what a user would pick instead. Everything else, and everything when
 * GATEHOUSE_PROTOCOL_DOOR=next, goes to Next, whose route handlers call the same functions.
 */
async function main(): Promise<void> {
  const settings = env();
  if (settings.NODE_ENV === "production") requireProductionSettings(settings);
  const isDirect = settings.GATEHOUSE_PROTOCOL_DOOR === "direct";
  const { log } = getRuntime();
  surviveLostSockets((message) => log.warn(message));
  const door = await getDoor();

  const app = next({
    dev: settings.NODE_ENV === "development",
    hostname: settings.HOST,
    port: settings.PORT,
  });
  await app.prepare();
  const handleNext = app.getRequestHandler();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isDirect && isServedDirectly(door, request)) await serveDirectly(door, request, response);
    else if (readyForNext(request))
      await onBehalfOf(request, door.trustedProxies, () => handleNext(request, response));
    else response.writeHead(400).end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ reason: messageOf(error) }, "a request failed outside its handler");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Longer than any proxy in front keeps a connection, so that it is never we who close one under a request.
  server.keepAliveTimeout = 75_000;
  await listen(server, settings);
  log.info(
    { host: settings.HOST, port: settings.PORT, door: settings.GATEHOUSE_PROTOCOL_DOOR },
    "web is listening",
  );

  const stop = () => stopServing(server, door, log);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Less than whoever stops us waits before it kills, so that what the door still has to write is written. */
const FINISH_MS = 9_000;
const SWEEP_EVERY_MS = 250;

/** Takes no new connection, lets requests under way finish, and writes what is waiting, whichever of these ends first. */
function stopServing(server: Server, door: Door, log: Logger): void {
  const end = () => {
    const closing = door.close();
    closing
      .catch((error: unknown) => log.error({ reason: messageOf(error) }, "the door did not close"))
      .finally(() => process.exit(0));
  };
  server.close(end);
  endEventStreams();
  setTimeout(end, FINISH_MS);
  // A connection that was busy and is kept alive would hold the server open, and bring further requests.
  setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
}

function listen(server: Server, settings: { HOST: string; PORT: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.PORT, settings.HOST, resolve);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
});
