import { SecretParams } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { putSecret, PutSecretInput } from "@/lib/services/providers";

export const PUT = route({
  summary: "Store or replace a secret; it can never be read back",
  auth: "apiKey",
  scope: "secrets:write",
  audit: "secret.replaced",
  params: SecretParams,
  body: PutSecretInput,
  status: 204,
  handle: async ({ ctx, params, body }) => putSecret(ctx, { ...params, value: body.value }),
});
