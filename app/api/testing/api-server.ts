import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Method, RouteTable } from "@/lib/http/openapi/openapi-document";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Extra addresses outside `/api/v1`, such as `/api/health`. */
type Extra = Record<string, Handler>;

/** Serves the exported Next handlers over a real socket, matched by the table the OpenAPI document is made from. */
export async function startApiServer(
  routes: RouteTable,
  extra: Extra = {},
): Promise<{ url: string; close: () => void }> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;

  async function answer(incoming: IncomingMessage): Promise<Response> {
    const url = new URL(incoming.url ?? "/", base);
    const request = await toRequest(incoming, url);
    const plain = extra[url.pathname];
    if (plain !== undefined) return plain(request, { params: Promise.resolve({}) });
    const method = (incoming.method ?? "GET").toLowerCase() as Method;
    for (const [pattern, methods] of Object.entries(routes)) {
      const params = matchPath(pattern, url.pathname);
      const handler = methods[method];
      if (params !== null && handler !== undefined)
        return handler(request, { params: Promise.resolve(params) });
    }
    return new Response("no such route", { status: 404 });
  }

  return { url: base, close: () => closeServer(server) };
}

function closeServer(server: Server): void {
  server.closeAllConnections();
  server.close();
}

async function toRequest(incoming: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers, ...(hasBody ? { body: Buffer.concat(chunks) } : {}) });
}

function matchPath(pattern: string, pathname: string): Record<string, string> | null {
  const wanted = `/api/v1${pattern}`.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== given[index]) return null;
    if (name !== undefined) params[name] = decodeURIComponent(given[index] ?? "");
  }
  return params;
}
