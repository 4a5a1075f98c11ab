import type { Runtime } from "../context";

export type ComponentHealth = "ok" | "down";

/** `degraded`: checks are accepted but nothing moves on. `down`: nothing can be accepted. */
export type HealthReport = {
  status: "ok" | "degraded" | "down";
  checks: { postgres: ComponentHealth; temporal: ComponentHealth; worker: ComponentHealth };
};

/** What the engine knows of itself; `lastPollAgeMs` is null when no worker ever asked for work. */
export type AskEngine = () => Promise<{ isReachable: boolean; lastPollAgeMs: number | null }>;

const POSTGRES_MS = 2_000;
const ENGINE_MS = 2_500;
/** A worker's poll lasts a minute, so one that works has asked within the last seventy seconds. */
const WORKER_SILENT_MS = 70_000;

/** Asks Postgres and the engine at the same time; answers within three seconds whatever they do. */
export async function checkHealth(runtime: Runtime, askEngine: AskEngine): Promise<HealthReport> {
  const [postgres, engine] = await Promise.all([
    within(POSTGRES_MS, async () => {
      await runtime.db.sql`select 1`;
      return true;
    }),
    within(ENGINE_MS, askEngine),
  ]);
  const lastPollAgeMs = engine?.lastPollAgeMs ?? null;
  const checks = {
    postgres: toHealth(postgres === true),
    temporal: toHealth(engine?.isReachable === true),
    worker: toHealth(lastPollAgeMs !== null && lastPollAgeMs < WORKER_SILENT_MS),
  };
  if (checks.postgres === "down") return { status: "down", checks };
  const isWhole = checks.temporal === "ok" && checks.worker === "ok";
  return { status: isWhole ? "ok" : "degraded", checks };
}

function toHealth(isOk: boolean): ComponentHealth {
  return isOk ? "ok" : "down";
}

/** The answer, or null when it fails or takes longer than `ms`. */
async function within<Answer>(ms: number, ask: () => Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
