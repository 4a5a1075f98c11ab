import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";
import { surviveLostSockets } from "@/lib/db/lost-socket";
import { env, requireProductionSettings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { endEventStreams } from "@/lib/http/event-stream";
import { onBehalfOf } from "@/lib/http/client-address";
import { getDoor } from "@/lib/http/protocol/current-door";
import { getRuntime } from "@/lib/http/runtime";
import { readyForNext } from "@/lib/http/protocol/for-next";
import { isServedDirectly, serveDirectly } from "@/lib/http/protocol/node-door";
import { stopServing } from "@/lib/http/stop-serving";

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

  const stop = () => {
    log.info({ graceSeconds: settings.SHUTDOWN_GRACE_SECONDS }, "web is stopping");
    endEventStreams();
    void stopServing(server, door, settings.SHUTDOWN_GRACE_SECONDS * 1000).then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
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
