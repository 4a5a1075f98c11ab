import { IdParams } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { revokeApiKey } from "@/lib/services/api-keys";

export const DELETE = route({
  summary: "Revoke an API key at once",
  auth: "apiKey",
  scope: "team:write",
  audit: "api_key.revoked",
  params: IdParams,
  status: 204,
  handle: async ({ ctx, params }) => revokeApiKey(ctx, params.id),
});
