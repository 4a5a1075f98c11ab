import { z } from "zod";

/** Closing by hand lets everything that is parked leave at once, so it needs a reason. */
export const CloseBreakerInput = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type CloseBreakerInput = z.output<typeof CloseBreakerInput>;
