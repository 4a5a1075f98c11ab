import { serveFetch } from "@/lib/http/protocol/fetch-door";
import { getDoor } from "@/lib/http/protocol/current-door";

export const dynamic = "force-dynamic";

/** Every endpoint of PROTOCOL 4; which one, and with which method, is decided by `lib/http/protocol/routes.ts`. */
async function serve(request: Request): Promise<Response> {
  return serveFetch(await getDoor(), request);
}

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT };
