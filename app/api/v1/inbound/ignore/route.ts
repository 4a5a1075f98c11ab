import { z } from "zod";
import { route } from "@/lib/http/route";
import { IgnoreManyInboundInput, ignoreManyInbound } from "@/lib/services/inbound";

export const POST = route({
  summary: "Take many webhooks out of the tray, by id or by filter",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.ignored",
  body: IgnoreManyInboundInput,
  status: 200,
  response: z.object({
    ignored: z.int(),
    skipped: z.int().meta({ description: "Named, but neither unmatched nor failed, or not there." }),
    has_more: z.boolean().meta({ description: "More fit the filter than one call ignores; call again." }),
  }),
  handle: async ({ ctx, body }) => {
    const { ignored, skipped, hasMore } = await ignoreManyInbound(ctx, body);
    return { ignored, skipped, has_more: hasMore };
  },
});
