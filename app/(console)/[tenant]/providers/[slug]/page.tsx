import type { Metadata } from "next";
import { FirstCallLight } from "@/components/provider/first-call-light";
import { KeyCard } from "@/components/provider/key-card";
import { UrlRow } from "@/components/provider/once-secret";
import { ProviderTabs } from "@/components/provider/provider-tabs";
import { SecretsCard } from "@/components/provider/secrets-card";
import { Card } from "@/components/ui/card";
import { getProvider, listSecrets } from "@/lib/services/providers";
import { roleHasScope } from "@/lib/services/roles";
import { listSigningKeys } from "@/lib/services/signing-keys";
import { findValidatedVersion } from "@/lib/services/validations";
import { openConsole } from "../../../open-console";
import { orNotFound } from "../../../or-not-found";
import { addKey, readFirstCall, revokeKey, rotateKey, storeSecret } from "../actions";
import { ConfigCard, ConnectorCard } from "./definition-cards";
import { DriftCallout } from "./drift-callout";
import { ProviderHeader } from "./provider-header";
import { namedSecrets, toKeyItem } from "./view";

type ProviderPageProps = { params: Promise<{ tenant: string; slug: string }> };

export async function generateMetadata({ params }: ProviderPageProps): Promise<Metadata> {
  return { title: (await params).slug };
}

export default async function ProviderPage({ params }: ProviderPageProps) {
  const { tenant, slug } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const provider = await orNotFound(getProvider(ctx, slug));
  const [keys, secrets, validated] = await Promise.all([
    listSigningKeys(ctx, slug),
    listSecrets(ctx, slug),
    findValidatedVersion(ctx, { slug }),
  ]);
  const items = keys.items.map((key) => toKeyItem(key, provider.configHash));
  const place = { tenant, slug };
  const can = (scope: "keys:write" | "secrets:write" | "providers:write") =>
    roleHasScope(membership.role, scope);
  return (
    <>
      <ProviderHeader
        provider={provider}
        place={place}
        keys={items}
        validated={validated}
        canAct={can("providers:write")}
      />
      <DriftCallout keys={items} version={provider.version} />
      <ProviderTabs
        keys={
          <>
            <Card className="grid gap-3 p-3.5">
              <UrlRow url={provider.url} />
              {items.every((key) => key.configFetch === null) && (
                <FirstCallLight slug={slug} readFirstCall={readFirstCall.bind(null, tenant)} />
              )}
            </Card>
            <KeyCard
              keys={items}
              canAct={can("keys:write")}
              actions={{
                add: addKey.bind(null, place),
                rotate: rotateKey.bind(null, place),
                revoke: revokeKey.bind(null, place),
              }}
            />
          </>
        }
        connector={
          <>
            <ConnectorCard provider={provider} />
            <SecretsCard
              secrets={namedSecrets(provider, secrets)}
              put={storeSecret.bind(null, place)}
              canAct={can("secrets:write")}
            />
          </>
        }
        contract={<ConfigCard provider={provider} />}
      />
    </>
  );
}
