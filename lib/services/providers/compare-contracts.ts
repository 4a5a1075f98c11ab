import { parseConfigDocument } from "@/lib/protocol/config-document";
import { type ContractChanges, contractChanges } from "@/lib/protocol/contract-changes";

/** A stored definition, as far as Maxsight reads it. */
type StoredContract = { name: string; config: Record<string, unknown> };

/** What Maxsight and its customers notice between two stored definitions of a provider. Pure. */
export function compareContracts(before: StoredContract, after: StoredContract): ContractChanges {
  return contractChanges(
    { name: before.name, document: parseConfigDocument(before.config) },
    { name: after.name, document: parseConfigDocument(after.config) },
  );
}
