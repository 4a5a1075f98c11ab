import { parseAuthorization } from "@/lib/protocol/signature/authorization-header";
import { explainRequest, type SignatureReport } from "@/lib/protocol/signature/explain-request";
import { requireScope, type ServiceContext } from "../context";
import { getProvider } from "../providers";
import { type PastedRequest, type ReadRequest, readPastedRequest } from "./pasted-request";
import { type MatchedKey, type ProviderKey, readKeysById } from "./provider-keys";

/** What is known of one request's signature, and which key it names. */
export type ExplainedSignature = {
  report: SignatureReport;
  /** null: the provider has and had no key of that id. */
  key: MatchedKey | null;
  arrivedAt: Date;
};

/**
 * Judges a pasted request as the provider's door would have at `arrivedAt` (now when left out), with the keys it has
 * today. Nothing of it is stored. Throws NotFoundError, and InvalidInputError for headers that cannot be read.
 */
export async function explainSignature(
  ctx: ServiceContext,
  input: { slug: string; request: PastedRequest; arrivedAt?: Date | undefined },
): Promise<ExplainedSignature> {
  requireScope(ctx, "providers:read");
  const provider = await getProvider(ctx, input.slug);
  const request = readPastedRequest(input.request);
  const keys = await readKeysById(ctx, { providerId: provider.id, keyId: keyIdOf(request) ?? "" });
  return explainWith(keys, {
    request,
    arrivedAt: input.arrivedAt ?? ctx.now(),
    rules: "integration",
    isBodyExact: true,
  });
}

/** The key id that a request's Authorization names; null when it names none. */
export function keyIdOf({ headers }: Pick<ReadRequest, "headers">): string | null {
  const parameters = parseAuthorization(headers["authorization"]?.[0] ?? "");
  return typeof parameters === "string" ? null : parameters.keyId;
}

type Explained = {
  request: ReadRequest;
  arrivedAt: Date;
  rules: "integration" | "maxsight";
  isBodyExact: boolean;
};

/** Verifies with every key of the id, those that ended too, and says so when only an ended one fits. */
export function explainWith(
  keys: readonly ProviderKey[],
  { request, arrivedAt, rules, isBodyExact }: Explained,
): ExplainedSignature {
  const report = explainRequest({
    ...request,
    keys: (keyId) => keys.filter((key) => key.keyId === keyId),
    nowMs: arrivedAt.getTime(),
    rules,
    isBodyExact,
  });
  const key = keys[0]?.about ?? null;
  return { report: key?.state === "revoked" ? refused(report) : report, key, arrivedAt };
}

function refused(report: SignatureReport): SignatureReport {
  if (!report.isGood) return report;
  return {
    ...report,
    isGood: false,
    reason: "unknown_key",
    cause: "unknown_key",
    verdict: "Signed rightly, but with a key that is revoked, so the call is refused.",
  };
}
