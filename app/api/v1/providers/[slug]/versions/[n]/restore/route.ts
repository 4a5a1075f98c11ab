import { z } from "zod";
import { PublicProvider, toPublicProvider, VersionParams } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { restoreVersion } from "@/lib/services/providers";

export const POST = route({
  summary: "Publish an old version again, as a new one",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.version_restored",
  params: VersionParams,
  body: z.strictObject({}),
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params }) =>
    toPublicProvider(await restoreVersion(ctx, { slug: params.slug, number: params.n })),
});
