import { readRequestSession } from "@/lib/auth/request-session";
import { getLiveHub } from "@/lib/http/live/current-hub";
import { serveLive } from "@/lib/http/live/serve-live";
import { problemResponse } from "@/lib/http/problem";
import { requestIdOf } from "@/lib/http/request-log";
import { getRuntime } from "@/lib/http/runtime";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ tenant: string }> };

/** What changed in a tenant, as server-sent events, for its members. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant } = await params;
  const parts = { runtime: getRuntime(), hub: getLiveHub(), readSession: readRequestSession };
  try {
    return await serveLive(parts, request, tenant);
  } catch (error) {
    return problemResponse(error, requestIdOf(request));
  }
}
