import Link from "next/link";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-item";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import { compareContracts, getVersion } from "@/lib/services/providers";
import type { OpenProvider } from "./open-provider";

/** Maxsight caches the configuration until it validates again, and that resets what its customers had set. */
export async function DriftCallout({ open }: { open: OpenProvider }) {
  const { keys, provider, path } = open;
  const behind = keys.filter((key) => key.state === "active" && key.configFetch?.isCurrent === false);
  if (behind.length === 0) return null;
  const oldest = oldestVersion(behind, provider.version);
  return (
    <Callout
      tone="wait"
      className="mb-4"
      action={
        oldest !== null && (
          <Link href={`${path}/versions?from=${oldest}&to=${provider.version}`}>See the difference</Link>
        )
      }
    >
      {behind.map((key) => (
        <FetchedLine key={key.id} item={key} version={provider.version} />
      ))}
      <Consequence resets={oldest === null ? null : await resetsSince(open, oldest)} />
    </Callout>
  );
}

function oldestVersion(behind: readonly KeyItem[], published: number): number | null {
  const known = behind.flatMap((key) => key.configFetch?.version ?? []);
  return known.filter((version) => version < published).toSorted((left, right) => left - right)[0] ?? null;
}

/** Parameters whose values fall back to the default when Maxsight validates and saves again. */
async function resetsSince({ ctx, place, provider }: OpenProvider, number: number): Promise<string[]> {
  const fetched = await getVersion(ctx, { slug: place.slug, number });
  return compareContracts(fetched, provider).resets;
}

function FetchedLine({ item, version }: { item: KeyItem; version: number }) {
  const { configFetch, environment, keyId } = item;
  const read = configFetch?.version == null ? "another configuration" : `version ${configFetch.version}`;
  return (
    <span className="block">
      Maxsight ({ENVIRONMENT_NAMES[environment]}, key <code className="text-xs">{keyId}</code>) last fetched{" "}
      {read}, <Time at={configFetch?.at} />; you published version {version}.
    </span>
  );
}

/** `resets` null: not known. */
function Consequence({ resets }: { resets: string[] | null }) {
  if (resets === null)
    return "It keeps the old configuration until it validates again; saving there sets its customers' parameters back to the defaults.";
  if (resets.length === 0)
    return "It keeps the old configuration until it validates again; no parameter of its customers is reset by that.";
  return (
    <>
      It keeps the old configuration until it validates again; saving there sets{" "}
      {plural(resets.length, "parameter")} of its customers back to the default:{" "}
      <span className="font-mono text-xs break-words">{resets.join(", ")}</span>.
    </>
  );
}
