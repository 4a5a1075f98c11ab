import { createOpenApiDocument } from "@/lib/http/openapi/openapi-document";
import { renderReference } from "@/lib/http/openapi/reference-page";
import { publicRoute } from "@/lib/http/public-route";
import { getRuntime } from "@/lib/http/runtime";
import { ROUTES } from "../v1/openapi.json/route-table";

export const dynamic = "force-dynamic";

export const GET = publicRoute({
  auth: "none",
  audit: "none",
  handle: async () => {
    const document = createOpenApiDocument(ROUTES, `${getRuntime().publicUrl}/api/v1`);
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    };
    return new Response(renderReference(document), { headers });
  },
});
