import { z } from "zod";
import { AttentionShown, PublicAttention, toPublicAttention } from "@/lib/http/resources/attention";
import { route } from "@/lib/http/route";
import { listAttention } from "@/lib/services/attention";

export const GET = route({
  summary: "What waits for a person, by cause",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: z.strictObject({ shown: AttentionShown }),
  status: 200,
  response: PublicAttention,
  handle: async ({ ctx, query: { shown } }) =>
    toPublicAttention(await listAttention(ctx, shown === undefined ? {} : { shown })),
});
