import { KeyParams, PublicCreatedSigningKey, toPublicCreatedKey } from "@/lib/http/resources/signing-key";
import { route } from "@/lib/http/route";
import { rotateSigningKey, RotateSigningKeyInput } from "@/lib/services/signing-keys";

export const POST = route({
  summary: "Replace a signing key; the old one still verifies for the overlap",
  auth: "apiKey",
  scope: "keys:write",
  audit: "signing_key.rotated",
  params: KeyParams,
  body: RotateSigningKeyInput,
  status: 201,
  response: PublicCreatedSigningKey,
  handle: async ({ ctx, params, body }) => toPublicCreatedKey(await rotateSigningKey(ctx, params, body)),
});
