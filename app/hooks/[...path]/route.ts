import { serveFetch } from "@/lib/http/protocol/fetch-door";
import { getDoor } from "@/lib/http/protocol/current-door";

export const dynamic = "force-dynamic";

/** Webhooks from providers. Next does not tell who called, so an address list cannot be checked through this door. */
async function serve(request: Request): Promise<Response> {
  return serveFetch(await getDoor(), request);
}

export { serve as GET, serve as POST, serve as PUT };
