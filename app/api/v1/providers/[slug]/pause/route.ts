import { z } from "zod";
import { PublicProvider, SlugParams, toPublicProvider } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { pauseProvider } from "@/lib/services/providers";

const PauseInput = z.strictObject({ resume_at: z.iso.datetime({ offset: true }).nullish() });

export const POST = route({
  summary: "Stop new checks of a provider, until a time or until resumed",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.paused",
  params: SlugParams,
  body: PauseInput,
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params, body }) => {
    const resumeAt = body.resume_at == null ? undefined : new Date(body.resume_at);
    return toPublicProvider(await pauseProvider(ctx, params.slug, { resumeAt }));
  },
});
