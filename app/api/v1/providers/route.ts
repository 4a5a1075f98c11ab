import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { ProviderStatuses, PublicProvider, toPublicProvider } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { createProvider, CreateProviderInput, listProviders } from "@/lib/services/providers";

export const GET = route({
  summary: "List providers, newest first",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, status: ProviderStatuses.optional() }),
  status: 200,
  response: listOf(PublicProvider),
  handle: async ({ ctx, query }) => {
    const statuses = query.status === undefined ? undefined : [query.status];
    return toList(await listProviders(ctx, { page: toPageRequest(query), statuses }), toPublicProvider);
  },
});

export const POST = route({
  summary: "Register a provider and publish version 1",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.created",
  body: CreateProviderInput,
  status: 201,
  response: PublicProvider,
  handle: async ({ ctx, body }) => toPublicProvider(await createProvider(ctx, body)),
});
