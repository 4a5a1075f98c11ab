import type { Metadata } from "next";
import Link from "next/link";
import { ProvidersList } from "@/components/provider/providers-list";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listProviders } from "@/lib/services/providers";
import { roleHasScope } from "@/lib/services/roles";
import { listVersionResults } from "@/lib/services/validations";
import { openConsole } from "../../open-console";
import { toProviderItem, toValidation } from "./provider-item";

export const metadata: Metadata = { title: "Providers" };

const MOST = 200;

export default async function ProvidersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params;
  const { ctx, tenant } = await openConsole(slug);
  const [{ items }, results] = await Promise.all([
    listProviders(ctx, { page: { limit: MOST, after: null } }),
    listVersionResults(ctx),
  ]);
  const path = `/${slug}/providers`;
  const register = roleHasScope(tenant.role, "providers:write") && (
    <Button asChild variant="primary">
      <Link href={`${path}/new`}>Register provider</Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Providers"
        description="Each has a URL that is pasted into Maxsight."
        actions={items.length > 0 && register}
      />
      <ProvidersList
        path={path}
        providers={items.map((provider) => ({
          ...toProviderItem(provider),
          validation: toValidation(provider.version, results.get(provider.id)),
        }))}
        empty={
          <EmptyState title="No provider yet" action={register}>
            A provider stands between Maxsight and one data source: it gets a URL and a signing key, and knows
            how the source is called. Registering the first one takes a few minutes; with demo data it needs
            no source at all.
          </EmptyState>
        }
      />
    </>
  );
}
