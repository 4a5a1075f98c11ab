import { listOf } from "@/lib/http/pagination";
import { PublicSecret, SlugParams, toPublicSecret } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { listSecrets } from "@/lib/services/providers";

export const GET = route({
  summary: "List the names and ages of a provider's secrets",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: SlugParams,
  status: 200,
  response: listOf(PublicSecret),
  handle: async ({ ctx, params }) => {
    const secrets = await listSecrets(ctx, params.slug);
    return { data: secrets.map((secret) => toPublicSecret(secret)), next_cursor: null };
  },
});
