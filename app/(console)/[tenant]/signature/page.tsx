import type { Metadata } from "next";
import Link from "next/link";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { RefusedCalls } from "@/components/signature/refused-calls";
import { SignatureDebugger } from "@/components/signature/signature-debugger";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listSignatureFailures } from "@/lib/services/signature-failures";
import { openConsole } from "../../open-console";
import { listProviderNames } from "../provider-names";
import { explain } from "./actions";
import { toRefusedItem } from "./view";

export const metadata: Metadata = { title: "Signatures" };

const loadSearch = createLoader({ provider: parseAsString });

type SignaturePageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function SignaturePage({ params, searchParams }: SignaturePageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx } = await openConsole(tenant);
  const providers = await listProviderNames(ctx);
  const chosen = providers.find(({ slug }) => slug === search.provider) ?? providers[0];
  return (
    <>
      <PageHeader
        title="Signatures"
        description="Why a signed call was refused: the canonical string, the digest, the clock and the key."
      />
      {chosen === undefined ? (
        <EmptyState
          title="No provider yet"
          action={
            <Button asChild>
              <Link href={`/${tenant}/providers`}>Open providers</Link>
            </Button>
          }
        >
          A signature is verified with the keys of a provider. Register one first.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <SignatureDebugger slug={chosen.slug} providers={providers} explain={explain.bind(null, tenant)} />
          <RefusedCalls
            providerName={chosen.name}
            items={(await listSignatureFailures(ctx, { slug: chosen.slug })).map(toRefusedItem)}
          />
        </div>
      )}
    </>
  );
}
