import Link from "next/link";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-card";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Provider } from "@/lib/services/providers";

type DriftCalloutProps = { keys: readonly KeyItem[]; provider: Provider; path: string };

/** Maxsight caches the configuration until it validates again, and that resets what its customers had set. */
export function DriftCallout({ keys, provider, path }: DriftCalloutProps) {
  const behind = keys.filter((key) => key.state === "active" && key.configFetch?.isCurrent === false);
  if (behind.length === 0) return null;
  const oldest = behind
    .map((key) => key.configFetch?.version ?? null)
    .filter((version) => version !== null && version !== provider.version)
    .toSorted((left, right) => (left ?? 0) - (right ?? 0))[0];
  return (
    <Callout
      tone="wait"
      className="mb-4"
      action={
        oldest != null && (
          <Link href={`${path}/versions?from=${oldest}&to=${provider.version}`}>See the difference</Link>
        )
      }
    >
      {behind.map((key) => (
        <span key={key.id} className="block">
          Maxsight ({ENVIRONMENT_NAMES[key.environment]}, key <code className="text-xs">{key.keyId}</code>)
          last fetched{" "}
          {key.configFetch?.version == null ? "another configuration" : `version ${key.configFetch.version}`}{" "}
          <Time at={key.configFetch?.at} />; you published version {provider.version}.
        </span>
      ))}
      <span className="block">
        It keeps the old configuration until it validates again, and saving there sets its customers&apos;
        parameters back to the defaults.
      </span>
    </Callout>
  );
}
