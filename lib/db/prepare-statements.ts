import type postgres from "postgres";

type Unsafe = postgres.Sql["unsafe"];
type HasUnsafe = { unsafe: Unsafe };

/**
 * Makes the client that drizzle is given prepare its statements, once per connection. Drizzle asks for none: each query
 * then takes two round trips (its parameters are described before they are sent) and is planned anew every time, which
 * was half of what a check cost Postgres. Changes the given client, and those of its transactions, and gives it back.
 */
export function preparingStatements(client: postgres.Sql): postgres.Sql {
  prepareThose(client);
  const begin = client.begin.bind(client) as (...args: unknown[]) => Promise<unknown>;
  const preparingBegin = (...args: unknown[]): Promise<unknown> => {
    const work = args.pop() as (tx: HasUnsafe) => unknown;
    return begin(...args, (tx: HasUnsafe) => {
      prepareThose(tx);
      return work(tx);
    });
  };
  return Object.assign(client, { begin: preparingBegin });
}

function prepareThose(client: HasUnsafe): void {
  const unsafe = client.unsafe.bind(client);
  const preparing = (
    text: string,
    values: Parameters<Unsafe>[1] = [],
    options: postgres.UnsafeQueryOptions = {},
  ) =>
    // What has no parameters may be several statements in one, which cannot be prepared.
    unsafe(text, values, values.length === 0 ? options : { ...options, prepare: true });
  Object.assign(client, { unsafe: preparing });
}
