import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { isDatabaseAway } from "./outlast-outage";

/** The driver hears of a broken socket's end in the turn after its error; a transaction that failed waits for both. */
const CLOSED_WITHIN_MS = 5;

/** Each place in the pool may fail once with what the server said when it ended the connection that was there before. */
const MAX_BEGINS = 3;

/**
 * Makes a transaction end with its connection. The driver (3.4.9) rejects the transaction then, but goes on with its work
 * over the same place in the pool: a `rollback` is written to a socket that is gone, or is sent over the next connection,
 * whose answers then belong to the wrong statements; and what the work sends later runs in the midst of somebody else's
 * transaction. Here nothing is sent any more.
 *
 * A transaction that could not begin has done nothing yet, so it is begun again: the driver gives the first query of a
 * connection the error that ended the one before. Changes the given client and gives it back.
 */
export function endingTransactions(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const endingBegin = async (...args: unknown[]): Promise<unknown> => {
    const work = args.pop() as (tx: postgres.TransactionSql) => unknown;
    for (let begins = 1; ; begins += 1) {
      const loss = new Loss();
      let hasBegun = false;
      const transaction = begin(...args, (tx: postgres.TransactionSql) => {
        hasBegun = true;
        return loss.endWork(() => work(loss.guard(tx)));
      });
      // Only a lost connection settles it while its work is under way.
      transaction.catch((error: unknown) => loss.happened(error));
      try {
        return await transaction;
      } catch (error) {
        if (hasBegun || begins === MAX_BEGINS || !isDatabaseAway(error)) throw error;
      }
    }
  };
  return Object.assign(client, { begin: endingBegin });
}

/** What one transaction knows of the end of its connection. */
class Loss {
  #reason: { error: unknown } | undefined;

  happened(error: unknown): void {
    this.#reason = { error };
  }

  /** The same transaction; it refuses statements after the loss. */
  guard(tx: postgres.TransactionSql): postgres.TransactionSql {
    const unsafe: typeof tx.unsafe = (...args) => {
      this.#throwIfHappened();
      return tx.unsafe(...args);
    };
    return new Proxy(tx, {
      apply: (target, self, args) => {
        this.#throwIfHappened();
        return Reflect.apply(target, self, args) as unknown;
      },
      get: (target, key) => (key === "unsafe" ? unsafe : (Reflect.get(target, key) as unknown)),
    });
  }

  /** Never settles after the loss: whatever the driver is told, it sends a `commit` or a `rollback`. */
  async endWork(run: () => unknown): Promise<unknown> {
    try {
      const result = await run();
      await this.#waitForever();
      return result;
    } catch (error) {
      if (isDatabaseAway(error)) await delay(CLOSED_WITHIN_MS);
      await this.#waitForever();
      throw error;
    }
  }

  async #waitForever(): Promise<void> {
    if (this.#reason !== undefined) await new Promise(() => {});
  }

  #throwIfHappened(): void {
    if (this.#reason !== undefined) throw this.#reason.error;
  }
}
