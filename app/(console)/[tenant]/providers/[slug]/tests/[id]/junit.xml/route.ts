import { getValidation } from "@/lib/services/validations";
import { junitOf } from "@/lib/validation/junit";
import { openConsole } from "../../../../../../open-console";
import { orNotFound } from "../../../../../../or-not-found";

type Context = { params: Promise<{ tenant: string; slug: string; id: string }> };

/** One run as a JUnit file. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tenant, slug, id } = await params;
  const { ctx } = await openConsole(tenant);
  const run = await orNotFound(getValidation(ctx, { slug, id }));
  const report = run.report ?? { url: slug, durationMs: 0, tests: [] };
  return new Response(junitOf(report), {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "content-disposition": `attachment; filename="${slug}-version-${run.version}.xml"`,
      "cache-control": "private, no-store",
    },
  });
}
