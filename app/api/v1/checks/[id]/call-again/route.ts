import { z } from "zod";
import { IdParams } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { CallAgainInput, callProviderAgain } from "@/lib/services/checks";

const CalledAgain = z.object({
  result: z.enum(["stored", "kept", "waiting"]).meta({
    description:
      "`kept`: the answer was worth less than what is stored. `waiting`: the provider answers later.",
  }),
  state: z.string(),
});

export const POST = route({
  summary: "Call the provider once more with the same input; it may bill",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.provider_called_again",
  params: IdParams,
  body: CallAgainInput,
  status: 200,
  response: CalledAgain,
  handle: async ({ ctx, params, body }) => {
    const { result, check } = await callProviderAgain(ctx, { ...params, ...body });
    return { result, state: check.state };
  },
});
