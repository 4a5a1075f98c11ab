import "server-only";
import type { KeyItem } from "@/components/provider/key-item";
import type { GateItem } from "@/components/validation/validation-item";
import type { ServiceContext } from "@/lib/services/context";
import { getGoLiveGate, getProvider, type Provider } from "@/lib/services/providers";
import { roleHasScope, type Scope } from "@/lib/services/roles";
import { listSigningKeys } from "@/lib/services/signing-keys";
import { findValidatedVersion, listValidations } from "@/lib/services/validations";
import { openConsole } from "../../../open-console";
import { orNotFound } from "../../../or-not-found";
import { toGateItem } from "./tests/view";
import { toKeyItem } from "./view";

export type ProviderPlace = { tenant: string; slug: string };

/** What every page of one provider shows around its own part. */
export type OpenProvider = {
  ctx: ServiceContext;
  place: ProviderPlace;
  /** `/acme/providers/acme-identity`. */
  path: string;
  provider: Provider;
  keys: readonly KeyItem[];
  /** The newest version that passed validation. */
  validated: { version: number; at: Date } | null;
  /** Whether the published version may be live. */
  gate: GateItem;
  /** The validation suite is at it. */
  isValidating: boolean;
  can: (scope: Scope) => boolean;
};

/** The provider of an address, or "not found". */
export async function openProvider(place: ProviderPlace): Promise<OpenProvider> {
  const { ctx, tenant } = await openConsole(place.tenant);
  const provider = await orNotFound(getProvider(ctx, place.slug));
  const [keys, validated, gate, runs] = await Promise.all([
    listSigningKeys(ctx, place.slug),
    findValidatedVersion(ctx, { slug: place.slug }),
    getGoLiveGate(ctx, { slug: place.slug }),
    listValidations(ctx, { slug: place.slug, page: { limit: 1, after: null } }),
  ]);
  return {
    ctx,
    place,
    path: `/${place.tenant}/providers/${place.slug}`,
    provider,
    keys: keys.items.map((key) => toKeyItem(key, provider.configHash)),
    validated,
    gate: toGateItem(gate, validated),
    isValidating: runs.items[0]?.state === "running",
    can: (scope) => roleHasScope(tenant.role, scope),
  };
}
