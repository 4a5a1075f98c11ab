import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { SlugParams } from "@/lib/http/resources/provider";
import {
  PublicCreatedSigningKey,
  PublicSigningKey,
  toPublicCreatedKey,
  toPublicSigningKey,
} from "@/lib/http/resources/signing-key";
import { route } from "@/lib/http/route";
import { createSigningKey, CreateSigningKeyInput, listSigningKeys } from "@/lib/services/signing-keys";

export const GET = route({
  summary: "List a provider's signing keys, newest first",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: SlugParams,
  query: PageQuery,
  status: 200,
  response: listOf(PublicSigningKey),
  handle: async ({ ctx, params, query }) =>
    toList(await listSigningKeys(ctx, params.slug, toPageRequest(query)), toPublicSigningKey),
});

export const POST = route({
  summary: "Create a signing key; the answer is the only place that shows the secret",
  auth: "apiKey",
  scope: "keys:write",
  audit: "signing_key.created",
  params: SlugParams,
  body: CreateSigningKeyInput,
  status: 201,
  response: PublicCreatedSigningKey,
  handle: async ({ ctx, params, body }) => toPublicCreatedKey(await createSigningKey(ctx, params.slug, body)),
});
