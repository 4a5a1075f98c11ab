const UNIQUE_VIOLATION = "23505";

/** Whether Postgres refused a row because of this unique constraint; drizzle keeps the driver's error as the cause. */
export function violatesUnique(error: unknown, constraint: string): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, constraint_name } = at as { code?: unknown; constraint_name?: unknown };
    if (code === UNIQUE_VIOLATION) return constraint_name === constraint;
  }
  return false;
}
