import { orderMembers } from "@/components/provider-editor/definition-order";
import { toDefinitionText } from "@/components/provider-editor/definition-text";
import { getProvider } from "@/lib/services/providers";
import { openConsole } from "../../../../open-console";
import { orNotFound } from "../../../../or-not-found";
import { toDocument } from "../definition-view";

/** The provider as a file that `gatehouse providers apply -f` and the editor read. */
export async function GET(_: Request, { params }: { params: Promise<{ tenant: string; slug: string }> }) {
  const { tenant, slug } = await params;
  const { ctx } = await openConsole(tenant);
  const provider = await orNotFound(getProvider(ctx, slug));
  return new Response(toDefinitionText(orderMembers(toDocument(provider, provider)), "yaml"), {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="${slug}.yaml"`,
      "cache-control": "no-store",
    },
  });
}
