import { readShellFacts } from "@/app/(console)/[tenant]/shell-facts";
import { readRequestSession } from "@/lib/auth/request-session";
import { requireMember } from "@/lib/http/live/require-member";
import { problemResponse } from "@/lib/http/problem";
import { requestIdOf } from "@/lib/http/request-log";
import { getRuntime } from "@/lib/http/runtime";
import { contextFor } from "@/lib/services/context";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ tenant: string }> };

/** What the frame of the tenant's pages says now, for its members. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant } = await params;
  const runtime = getRuntime();
  try {
    const parts = { runtime, readSession: readRequestSession };
    const { tenantId, actor } = await requireMember(parts, request, tenant);
    const facts = await readShellFacts(contextFor(runtime, tenantId, actor));
    return Response.json(facts, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(error, requestIdOf(request));
  }
}
