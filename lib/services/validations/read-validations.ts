import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { providers, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { FIRST_PAGE, type Page, type PageRequest, toPage } from "../page";
import { type StoredReport, toSummary, type Validation, type ValidationSummary } from "./validation-row";

const SUMMARY = {
  id: validationRuns.id,
  version: validationRuns.version,
  state: validationRuns.state,
  passed: validationRuns.passed,
  failed: validationRuns.failed,
  actorLabel: validationRuns.actorLabel,
  createdAt: validationRuns.createdAt,
  finishedAt: validationRuns.finishedAt,
};

/** A provider's runs, newest first, without their reports. Throws NotFoundError. */
export async function listValidations(
  ctx: ServiceContext,
  input: { slug: string; page?: PageRequest },
): Promise<Page<ValidationSummary>> {
  requireScope(ctx, "providers:read");
  const page = input.page ?? FIRST_PAGE;
  const rows = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const providerId = await readProviderId(tx, ctx, input.slug);
    return tx
      .select(SUMMARY)
      .from(validationRuns)
      .where(
        and(
          eq(validationRuns.tenantId, ctx.tenantId),
          eq(validationRuns.providerId, providerId),
          afterPosition({ at: validationRuns.createdAt, id: validationRuns.id }, page.after),
        ),
      )
      .orderBy(desc(validationRuns.createdAt), desc(validationRuns.id))
      .limit(page.limit + 1);
  });
  const items = rows.map((row) => toSummary(ctx, row));
  return toPage(items, page.limit, (run) => ({ at: run.createdAt, id: run.id }));
}

/** One run with its report, whole or as far as it got. Throws NotFoundError. */
export async function getValidation(
  ctx: ServiceContext,
  input: { slug: string; id: string },
): Promise<Validation> {
  requireScope(ctx, "providers:read");
  if (!isUuid(input.id)) throw new NotFoundError("There is no such validation.");
  const row = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const providerId = await readProviderId(tx, ctx, input.slug);
    const [found] = await tx
      .select({ ...SUMMARY, report: validationRuns.report })
      .from(validationRuns)
      .where(
        and(
          eq(validationRuns.tenantId, ctx.tenantId),
          eq(validationRuns.providerId, providerId),
          eq(validationRuns.id, input.id),
        ),
      );
    return found;
  });
  if (row === undefined) throw new NotFoundError("There is no such validation.");
  return { ...toSummary(ctx, row), report: (row.report as StoredReport | null) ?? null };
}

/** A version that is green: the last word of the suite about it was "passed". */
export type ValidatedVersion = { version: number; at: Date };

/** The newest green version of a provider; null when there is none. Throws NotFoundError. */
export async function findValidatedVersion(
  ctx: ServiceContext,
  input: { slug: string },
): Promise<ValidatedVersion | null> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const providerId = await readProviderId(tx, ctx, input.slug);
    const green = await readGreenVersions(tx, ctx, eq(validationRuns.providerId, providerId));
    return green.get(providerId) ?? null;
  });
}

/** The newest green version, by provider id, of every provider of the tenant that has one. */
export async function listValidatedVersions(ctx: ServiceContext): Promise<Map<string, ValidatedVersion>> {
  requireScope(ctx, "providers:read");
  return asTenant(ctx.db, ctx.tenantId, (tx) => readGreenVersions(tx, ctx, undefined));
}

async function readGreenVersions(
  tx: Tx,
  ctx: ServiceContext,
  condition: SQL | undefined,
): Promise<Map<string, ValidatedVersion>> {
  const { providerId, version, state, createdAt: at } = validationRuns;
  const lastWords = await tx
    .selectDistinctOn([providerId, version], { providerId, version, state, at })
    .from(validationRuns)
    .where(and(eq(validationRuns.tenantId, ctx.tenantId), inArray(state, ["passed", "failed"]), condition))
    .orderBy(providerId, asc(version), desc(at));
  // Ascending versions: the newest green one is the last that is set.
  const green = lastWords.filter((word) => word.state === "passed");
  return new Map(green.map((word) => [word.providerId, { version: word.version, at: word.at }]));
}

async function readProviderId(tx: Tx, ctx: ServiceContext, slug: string): Promise<string> {
  const [row] = await tx
    .select({ id: providers.id })
    .from(providers)
    .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
  if (row === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
  return row.id;
}
