import { publicRoute } from "@/lib/http/public-route";
import { getAskEngine, getRuntime } from "@/lib/http/runtime";
import { checkHealth } from "@/lib/services/health";

export const dynamic = "force-dynamic";

export const GET = publicRoute({
  auth: "none",
  audit: "none",
  handle: async () => {
    const report = await checkHealth(getRuntime(), getAskEngine());
    const headers = { "cache-control": "no-store" };
    return Response.json(report, { status: report.status === "down" ? 503 : 200, headers });
  },
});
