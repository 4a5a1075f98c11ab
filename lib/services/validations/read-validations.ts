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
    const words = await readLastWords(tx, ctx, eq(validationRuns.providerId, providerId));
    const green = words.findLast((word) => word.state === "passed");
    return green === undefined ? null : { version: green.version, at: green.at };
  });
}

/** What the suite last said about the versions of a provider. */
export type VersionResults = {
  /** Its last word about each version it has judged. */
  byVersion: ReadonlyMap<number, { result: "passed" | "failed"; at: Date }>;
  newestGreen: ValidatedVersion | null;
};

/** The same, by provider id, of every provider of the tenant that was ever judged. */
export async function listVersionResults(ctx: ServiceContext): Promise<Map<string, VersionResults>> {
  requireScope(ctx, "providers:read");
  const words = await asTenant(ctx.db, ctx.tenantId, (tx) => readLastWords(tx, ctx, undefined));
  return new Map(
    [...new Set(words.map((word) => word.providerId))].map((providerId) => {
      const own = words.filter((word) => word.providerId === providerId);
      const green = own.findLast((word) => word.state === "passed");
      return [
        providerId,
        {
          byVersion: new Map(
            own.map(({ version, state, at }) => [
              version,
              { result: state === "passed" ? "passed" : "failed", at },
            ]),
          ),
          newestGreen: green === undefined ? null : { version: green.version, at: green.at },
        },
      ];
    }),
  );
}

async function readLastWords(tx: Tx, ctx: ServiceContext, condition: SQL | undefined) {
  const { providerId, version, state, createdAt: at } = validationRuns;
  return tx
    .selectDistinctOn([providerId, version], { providerId, version, state, at })
    .from(validationRuns)
    .where(and(eq(validationRuns.tenantId, ctx.tenantId), inArray(state, ["passed", "failed"]), condition))
    .orderBy(providerId, asc(version), desc(at));
}

async function readProviderId(tx: Tx, ctx: ServiceContext, slug: string): Promise<string> {
  const [row] = await tx
    .select({ id: providers.id })
    .from(providers)
    .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.slug, slug)));
  if (row === undefined) throw new NotFoundError(`There is no provider ${slug}.`);
  return row.id;
}
