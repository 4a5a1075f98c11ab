import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicApiKey, PublicCreatedApiKey, toPublicApiKey } from "@/lib/http/resources/api-key";
import { route } from "@/lib/http/route";
import { createApiKey, CreateApiKeyInput, listApiKeys } from "@/lib/services/api-keys";

export const GET = route({
  summary: "List the tenant's API keys, newest first",
  auth: "apiKey",
  scope: "team:write",
  audit: "none",
  query: PageQuery,
  status: 200,
  response: listOf(PublicApiKey),
  handle: async ({ ctx, query }) => toList(await listApiKeys(ctx, toPageRequest(query)), toPublicApiKey),
});

export const POST = route({
  summary: "Create an API key; the answer is the only place that shows it",
  auth: "apiKey",
  scope: "team:write",
  audit: "api_key.created",
  body: CreateApiKeyInput,
  status: 201,
  response: PublicCreatedApiKey,
  handle: async ({ ctx, body }) => {
    const created = await createApiKey(ctx, body);
    return { ...toPublicApiKey(created), api_key: created.apiKey };
  },
});
