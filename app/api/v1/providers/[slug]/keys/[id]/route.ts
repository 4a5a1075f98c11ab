import { KeyParams } from "@/lib/http/resources/signing-key";
import { route } from "@/lib/http/route";
import { revokeSigningKey } from "@/lib/services/signing-keys";

export const DELETE = route({
  summary: "Revoke a signing key at once; the last one cannot be removed",
  auth: "apiKey",
  scope: "keys:write",
  audit: "signing_key.revoked",
  params: KeyParams,
  status: 204,
  handle: async ({ ctx, params }) => revokeSigningKey(ctx, params),
});
