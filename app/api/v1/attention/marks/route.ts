import { z } from "zod";
import { route } from "@/lib/http/route";
import { markAttention, MarkAttentionInput } from "@/lib/services/attention";

export const POST = route({
  summary: "Assign, snooze, dismiss or reopen items",
  auth: "apiKey",
  scope: "checks:write",
  audit: "attention.dismissed",
  body: MarkAttentionInput,
  status: 200,
  response: z.object({ marked: z.int() }),
  handle: ({ ctx, body }) => markAttention(ctx, body),
});
