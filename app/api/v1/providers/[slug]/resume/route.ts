import { z } from "zod";
import { PublicProvider, SlugParams, toPublicProvider } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { resumeProvider } from "@/lib/services/providers";

export const POST = route({
  summary: "Make a paused provider live again",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.resumed",
  params: SlugParams,
  body: z.strictObject({}),
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params }) => toPublicProvider(await resumeProvider(ctx, params.slug)),
});
