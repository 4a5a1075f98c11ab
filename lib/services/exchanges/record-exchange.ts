import type { Tx } from "@/lib/db/client";
import { exchanges, payloads } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, sealExchange } from "./exchange-row";

/** Encrypts exchanges ahead of a transaction; the returned function writes them inside it and gives their ids. */
export async function prepareExchanges(
  ctx: ServiceContext,
  facts: readonly ExchangeFacts[],
): Promise<(tx: Tx) => Promise<string[]>> {
  const sealed = await Promise.all(facts.map((item) => sealExchange(ctx, item)));
  return async (tx) => {
    if (sealed.length === 0) return [];
    const bodies = sealed.flatMap((item) => item.payloads);
    if (bodies.length > 0) await tx.insert(payloads).values(bodies);
    await tx.insert(exchanges).values(sealed.map((item) => item.exchange));
    return sealed.map((item) => item.exchange.id);
  };
}
