import type { Metadata } from "next";
import { ProviderForm } from "@/components/provider/provider-form";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { roleHasScope } from "@/lib/services/roles";
import { openConsole } from "../../../open-console";
import { create, readFirstCall, validate } from "../actions";

export const metadata: Metadata = { title: "Register provider" };

export default async function NewProviderPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params;
  const { ctx, tenant } = await openConsole(slug);
  if (!roleHasScope(tenant.role, "providers:write")) {
    return (
      <EmptyState level="h1" title="Your role may not register providers">
        A provider admin or tenant admin of {tenant.name} can; ask one of them.
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeader
        title="Register provider"
        description="What it is, how it is called, and the key it shares with Maxsight."
      />
      <ProviderForm
        pathBase={ctx.publicUrl}
        path={`/${slug}/providers`}
        create={create.bind(null, slug)}
        readFirstCall={readFirstCall.bind(null, slug)}
        runValidation={validate.bind(null, slug)}
      />
    </>
  );
}
