import { z } from "zod";
import { PublicProvider, SlugParams, toPublicProvider } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { goLive, GoLiveOverride } from "@/lib/services/providers";

const GoLiveInput = z.strictObject({ reason: GoLiveOverride.shape.reason.nullish() });

export const POST = route({
  summary: "Make a draft or paused provider live: with a validated version, or with a reason that is kept",
  auth: "apiKey",
  scope: "providers:write",
  audit: "provider.went_live",
  params: SlugParams,
  body: GoLiveInput,
  status: 200,
  response: PublicProvider,
  handle: async ({ ctx, params, body }) => {
    const override = body.reason == null ? undefined : { reason: body.reason };
    return toPublicProvider(await goLive(ctx, { slug: params.slug, override }));
  },
});
