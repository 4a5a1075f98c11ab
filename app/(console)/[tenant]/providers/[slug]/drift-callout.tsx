import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { KeyItem } from "@/components/provider/key-card";
import { Callout } from "@/components/ui/callout";

/** Maxsight caches the configuration until it validates again, and that resets what its customers had set. */
export function DriftCallout({ keys, version }: { keys: readonly KeyItem[]; version: number }) {
  const behind = keys.filter((key) => key.state === "active" && key.configFetch?.isCurrent === false);
  if (behind.length === 0) return null;
  const environments = [...new Set(behind.map((key) => ENVIRONMENT_NAMES[key.environment]))].join(", ");
  return (
    <Callout tone="wait" className="mb-4">
      Maxsight ({environments}) read another configuration than that of version {version}. It keeps the old
      one until it validates again, and validating sets its customers' parameters back to the defaults.
    </Callout>
  );
}
