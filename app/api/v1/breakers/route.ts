import { z } from "zod";
import { listOf } from "@/lib/http/pagination";
import { PublicBreaker, toPublicBreaker } from "@/lib/http/resources/breaker";
import { route } from "@/lib/http/route";
import { listBreakers } from "@/lib/services/breakers";

export const GET = route({
  summary: "List the breakers that ever opened, those that are not closed first",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  query: z.strictObject({}),
  status: 200,
  response: listOf(PublicBreaker),
  handle: async ({ ctx }) => {
    const breakers = await listBreakers(ctx);
    return { data: breakers.map((breaker) => toPublicBreaker(breaker)), next_cursor: null };
  },
});
