import { createOpenApiDocument } from "@/lib/http/openapi/openapi-document";
import { publicRoute } from "@/lib/http/public-route";
import { getRuntime } from "@/lib/http/runtime";
import { ROUTES } from "./route-table";

export const dynamic = "force-dynamic";

export const GET = publicRoute({
  auth: "none",
  audit: "none",
  handle: async () => Response.json(createOpenApiDocument(ROUTES, `${getRuntime().publicUrl}/api/v1`)),
});
