import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-item";
import { orderMembers } from "@/components/provider-editor/definition-order";
import { toDefinitionText } from "@/components/provider-editor/definition-text";
import type { VersionItem } from "@/components/provider-editor/version-list";
import type { ProviderVersion } from "@/lib/services/providers";

type Around = { before: ProviderVersion | undefined; keys: readonly KeyItem[]; validated: number | null };

/** A version in the list; `before` is the one it followed. */
export function toVersionItem(version: ProviderVersion, { before, keys, validated }: Around): VersionItem {
  const { number, createdBy, createdAt, note, isPublished } = version;
  const fetched = keys.filter((key) => key.state !== "revoked" && key.configFetch?.version === number);
  return {
    number,
    by: createdBy,
    at: createdAt.toISOString(),
    note,
    isPublished,
    changed: before === undefined ? null : changedParts(before, version),
    isValidated: validated === number,
    fetchedBy: [...new Set(fetched.map((key) => ENVIRONMENT_NAMES[key.environment]))],
  };
}

function changedParts(before: ProviderVersion, after: ProviderVersion) {
  const parts: ("name" | "configuration" | "connector")[] = [];
  if (before.name !== after.name) parts.push("name");
  if (before.configHash !== after.configHash) parts.push("configuration");
  const text = (version: ProviderVersion) => JSON.stringify(orderMembers(version.connector));
  if (text(before) !== text(after)) parts.push("connector");
  return parts;
}

/** A version as text that can be compared line by line. */
export function versionText({ name, config, connector }: ProviderVersion): string {
  return toDefinitionText(orderMembers({ name, config, connector }), "yaml");
}

/** Which two versions are compared: those of the address, or the published one with the one before it. */
export function chosenPair(
  asked: { from: number | null; to: number | null },
  newest: number,
): { from: number; to: number } | null {
  const isThere = (number: number) => Number.isInteger(number) && number >= 1 && number <= newest;
  const to = asked.to ?? newest;
  const from = asked.from ?? to - 1;
  return isThere(from) && isThere(to) ? { from, to } : null;
}
