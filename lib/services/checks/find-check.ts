import { type CheckId, isUuid } from "@/lib/ids";
import { and, eq, type SQL } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { storableText } from "@/lib/storable-text";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";

/** The check of a provider that Maxsight knows by its own id. */
export function findCheckByMaxsightId(
  ctx: ServiceContext,
  input: { providerId: string; maxsightId: string },
): Promise<CheckRow | null> {
  return findOne(ctx, and(eq(checks.providerId, input.providerId), eq(checks.maxsightId, input.maxsightId)));
}

/** The check of a provider by the reference we gave Maxsight. */
export function findCheckByReference(
  ctx: ServiceContext,
  input: { providerId: string; reference: string },
): Promise<CheckRow | null> {
  return findOne(ctx, isNamed(input));
}

/** As `findCheckByReference`, locked for the rest of the transaction. */
export async function lockCheckByReference(
  tx: Tx,
  ctx: ServiceContext,
  input: { providerId: string; reference: string },
): Promise<CheckRow | null> {
  const [row] = await tx
    .select()
    .from(checks)
    .where(and(eq(checks.tenantId, ctx.tenantId), isNamed(input)))
    .for("update");
  return row ?? null;
}

function isNamed({ providerId, reference }: { providerId: string; reference: string }): SQL | undefined {
  return and(eq(checks.providerId, providerId), eq(checks.reference, storableText(reference)));
}

/** Our id of a check as somebody typed it; NotFoundError for what cannot be one, as for one that is not there. */
export function checkIdOf(text: string): CheckId {
  if (!isUuid(text)) throw new NotFoundError("This check does not exist.");
  return text as CheckId;
}

/** The check by our id; NotFoundError when this tenant has none such. */
export async function getCheckRow(ctx: ServiceContext, checkId: CheckId): Promise<CheckRow> {
  const check = await findOne(ctx, eq(checks.id, checkId));
  if (check === null) throw new NotFoundError("This check does not exist.");
  return check;
}

async function findOne(ctx: ServiceContext, condition: SQL | undefined): Promise<CheckRow | null> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select()
      .from(checks)
      .where(and(eq(checks.tenantId, ctx.tenantId), condition)),
  );
  return row ?? null;
}

/** The row, locked for the rest of the transaction: every move of a check goes through this lock. */
export async function lockCheck(tx: Tx, ctx: ServiceContext, checkId: CheckId): Promise<CheckRow> {
  const [row] = await tx
    .select()
    .from(checks)
    .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, checkId)))
    .for("update");
  if (row === undefined) throw new NotFoundError("This check does not exist.");
  return row;
}
