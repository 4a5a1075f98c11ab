import { ConflictError, type InputIssue, InvalidInputError } from "@/lib/errors";
import type { ContractChanges } from "@/lib/protocol/contract-changes";
import { inputIssuesOf } from "@/lib/protocol/input-issues";
import { requireScope, type ServiceContext } from "../context";
import { compareContracts } from "./compare-contracts";
import { type CheckedDefinition, checkDefinition } from "./definition";
import { refuseImpossible } from "./publish-version";
import { getProvider } from "./read-providers";
import { UpdateProviderInput } from "./schemas";
import { getVersion, type ProviderVersion } from "./versions";

export type DefinitionPreview = {
  /** What is published now; compare its number with the one the text was written from. */
  published: ProviderVersion;
  /** Everything that is wrong, by JSON pointer into the document; empty when it could be published. */
  issues: InputIssue[];
  /** Why this provider cannot become that, whatever is mended in the text; null when it can. */
  refusal: string | null;
  /** What `GET /config` would answer; null while something is wrong. */
  config: Record<string, unknown> | null;
  /** What Maxsight and its customers would notice; null while something is wrong. */
  contract: ContractChanges | null;
};

/** What publishing a document somebody is still writing would do. Nothing is written. Throws NotFoundError. */
export async function previewDefinition(
  ctx: ServiceContext,
  input: { slug: string; document: unknown },
): Promise<DefinitionPreview> {
  requireScope(ctx, "providers:write");
  const { slug, document } = input;
  const provider = await getProvider(ctx, slug);
  const published = await getVersion(ctx, { slug, number: provider.version });
  const checked = check(slug, document);
  if ("issues" in checked)
    return { published, issues: checked.issues, refusal: null, config: null, contract: null };
  return {
    published,
    issues: [],
    refusal: refusalOf(() => refuseImpossible(provider, checked)),
    config: checked.config,
    contract: compareContracts(published, checked),
  };
}

function check(slug: string, document: unknown): CheckedDefinition | { issues: InputIssue[] } {
  const parsed = UpdateProviderInput.safeParse(document, { reportInput: true });
  if (!parsed.success) return { issues: inputIssuesOf(parsed.error) };
  if (parsed.data.slug !== undefined && parsed.data.slug !== slug)
    return {
      issues: [{ path: "/slug", message: `slug must be ${slug}: it is the address Maxsight knows.` }],
    };
  try {
    return checkDefinition(parsed.data);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { issues: error.issues };
  }
}

function refusalOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return error.message;
  }
}
