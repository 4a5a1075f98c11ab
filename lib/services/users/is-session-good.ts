import type { Runtime } from "../context";

/**
 * Whether a session that began then is still good: its account exists, and its password was not reset since. A session
 * is a signed cookie, so nothing but this ends one early.
 */
export async function isSessionGood(
  runtime: Runtime,
  session: { userId: string; beganAtMs: number },
): Promise<boolean> {
  const beganAt = new Date(session.beganAtMs).toISOString();
  const [row] = await runtime.db.sql<{ good: boolean }[]>`
    select directory_session_is_good(${session.userId}, ${beganAt}) as good`;
  return row?.good === true;
}
