import { z } from "zod";
import type { Breaker } from "@/lib/services/breakers";
import { Instant, toInstant } from "./values";

const BreakerState = z.enum(["closed", "open", "half_open"]).meta({
  description: "`open`: calls are parked. `half_open`: one probe is out, the others are parked behind it.",
});

export const PublicBreaker = z
  .object({
    id: z.uuid(),
    scope: z.enum(["maxsight_host", "provider"]),
    key: z.string().meta({ description: "The base URL of the Maxsight API, or the provider's id." }),
    state: BreakerState,
    times_opened: z.int().meta({ description: "Openings in a row; each lasts twice as long, up to 10 min." }),
    opened_at: Instant.nullable(),
    next_probe_at: Instant.nullable().meta({ description: "When one call is let through." }),
    parked: z.int().meta({ description: "Notifications that wait for it; none is dropped." }),
    history: z
      .array(
        z.object({
          state: BreakerState,
          calls: z.int().meta({ description: "The calls the move was decided from." }),
          failures: z.int(),
          actor: z.string(),
          created_at: Instant,
        }),
      )
      .meta({ description: "The latest moves, newest first." }),
  })
  .meta({ id: "Breaker" });

/** A breaker as the management API shows it. */
export function toPublicBreaker(breaker: Breaker): z.input<typeof PublicBreaker> {
  return {
    id: breaker.id,
    scope: breaker.scope,
    key: breaker.key,
    state: breaker.state,
    times_opened: breaker.timesOpened,
    opened_at: toInstant(breaker.openedAt),
    next_probe_at: toInstant(breaker.nextProbeAt),
    parked: breaker.parked,
    history: breaker.history.map(({ state, calls, failures, actorLabel, createdAt }) => ({
      state,
      calls,
      failures,
      actor: actorLabel,
      created_at: createdAt.toISOString(),
    })),
  };
}
