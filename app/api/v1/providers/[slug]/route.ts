import { PublicProvider, SlugParams, toPublicProvider } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { getProvider, retireProvider, updateProvider, UpdateProviderInput } from "@/lib/services/providers";

export const GET = route({
  summary: "Get a provider",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: SlugParams,
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params }) => toPublicProvider(await getProvider(ctx, params.slug)),
});

export const PUT = route({
  summary: "Publish a new version of a provider",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.version_published",
  params: SlugParams,
  body: UpdateProviderInput,
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params, body }) => toPublicProvider(await updateProvider(ctx, params.slug, body)),
});

export const DELETE = route({
  summary: "Retire a provider; its checks and its slug stay",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.retired",
  params: SlugParams,
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params }) => toPublicProvider(await retireProvider(ctx, params.slug)),
});
