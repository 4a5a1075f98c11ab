import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { Rig } from "./open-rig";

/** Waits until so many rows are there. `of` is what follows `from`. Rejects after `withinMs`, ten minutes when absent. */
export async function untilCount(
  sql: Rig["sql"],
  wish: { atLeast: number; of: postgres.PendingQuery<postgres.Row[]>; withinMs?: number },
): Promise<void> {
  const deadline = Date.now() + (wish.withinMs ?? 600_000);
  for (;;) {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${wish.of}`;
    const count = row?.count ?? 0;
    if (count >= wish.atLeast) return;
    if (Date.now() > deadline) throw new Error(`waited for ${wish.atLeast} rows; there are ${count}`);
    await delay(500);
  }
}
