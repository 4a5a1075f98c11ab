import { Keyring } from "@/lib/crypto/keyring";
import { openDatabase } from "@/lib/db/client";
import { createHttpClient } from "@/lib/egress/http-client";
import type { Settings } from "@/lib/env";
import { createLogger } from "@/lib/observability/logger";
import type { Engine, Runtime } from "./context";
import { createDataKeyStore } from "./keyring";

/** An engine for processes without Temporal (the command, tests of verbs): nothing is woken, rows stay due. */
export const NO_ENGINE: Engine = {
  wake: async () => false,
  startAndWait: async () => "unknown",
};

/** Ports of our own Postgres and Temporal: refused to providers even where loopback is an exception. */
function ownPorts(settings: Settings): number[] {
  const database = Number(new URL(settings.DATABASE_URL).port || 5432);
  const temporal = Number(settings.TEMPORAL_ADDRESS.split(":").at(-1));
  const temporalUi =
    settings.TEMPORAL_UI_URL === undefined ? [] : [Number(new URL(settings.TEMPORAL_UI_URL).port)];
  return [database, temporal, ...temporalUi].filter((port) => Number.isInteger(port) && port > 0);
}

function publicUrlOf(settings: Settings): string {
  const base = settings.GATEHOUSE_PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`;
  return `${base.replace(/\/+$/, "")}${settings.GATEHOUSE_PATH_PREFIX}`;
}

/** What a process of the product runs on. `name` is the process: web, worker or cli. */
export function createRuntime(settings: Settings, options: { name: string; engine?: Engine }): Runtime {
  const db = openDatabase(settings.DATABASE_URL, {
    max: settings.DATABASE_POOL,
    name: `gatehouse-${options.name}`,
  });
  return {
    db,
    keyring: new Keyring(settings.GATEHOUSE_ROOT_KEY, createDataKeyStore(db)),
    http: createHttpClient({ allow: settings.EGRESS_ALLOW, refusePorts: ownPorts(settings) }),
    engine: options.engine ?? NO_ENGINE,
    log: createLogger({ name: options.name, level: settings.LOG_LEVEL }),
    publicUrl: publicUrlOf(settings),
    now: () => new Date(),
  };
}
