import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, providers, signingKeys } from "@/lib/db/schema";
import type { ServiceContext } from "../context";

/** How far a new tenant has come: the checklist of an empty overview. */
export type FirstSteps = { hasProvider: boolean; hasKey: boolean; hasCheck: boolean };

/** Three index look-ups. */
export async function readFirstSteps(tx: Tx, ctx: ServiceContext): Promise<FirstSteps> {
  const [row] = await tx.execute<FirstSteps>(sql`select
    exists (select 1 from ${providers} where ${providers.tenantId} = ${ctx.tenantId}) as "hasProvider",
    exists (select 1 from ${signingKeys} where ${signingKeys.tenantId} = ${ctx.tenantId}) as "hasKey",
    exists (select 1 from ${checks} where ${checks.tenantId} = ${ctx.tenantId}) as "hasCheck"`);
  return row ?? { hasProvider: false, hasKey: false, hasCheck: false };
}
