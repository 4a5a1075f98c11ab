import type { Keyring } from "@/lib/crypto/keyring";
import type { Database } from "@/lib/db/client";
import type { Role } from "@/lib/db/schema";
import type { HttpClient } from "@/lib/egress/http-client";
import { ForbiddenError } from "@/lib/errors";
import type { CheckId, TenantId } from "@/lib/ids";
import type { Logger } from "@/lib/observability/logger";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import { roleHasScope, type Scope } from "./roles";

/** Who acts. `address` is where a person or key calls from, for the audit trail. `system` is our own lifecycle or sweep; `maxsight` a caller whose signature was verified. */
export type Actor =
  | { kind: "user"; id: string; label: string; role: Role; address?: string | null }
  | { kind: "api_key"; id: string; label: string; role: Role; address?: string | null }
  | { kind: "cli"; label: string; role: Role }
  | { kind: "maxsight"; label: string }
  | { kind: "system"; label: string };

/** Names one check's lifecycle to the engine: ids and a template, never data. */
export type CheckRef = { tenantId: TenantId; checkId: CheckId; template: CheckTemplate };

/**
 * What services need from Temporal. Both calls are hints: the row says what is due, so a call that fails or times
 * out loses nothing, the starter wakes the lifecycle later (ARCHITECTURE 5, step 8).
 */
export type Engine = {
  /** Starts the lifecycle or tells a running one to read its row again. Resolves false when the engine did not take it. */
  wake: (ref: CheckRef) => Promise<boolean>;
  /**
   * Starts the lifecycle and waits, at most two seconds and with a bounded number of waits at once, for its first
   * step. `errors` means that the provider refused at start; `unknown` that nobody knows yet.
   */
  startAndWait: (ref: CheckRef) => Promise<"pending" | "errors" | "unknown">;
};

/** What a process has, whoever it acts for. Built once by a composition root (`lib/services/runtime.ts`). */
export type Runtime = {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly http: HttpClient;
  readonly engine: Engine;
  readonly log: Logger;
  /** Where the outside reaches this instance, path prefix included, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
};

/** The first argument of every verb. */
export type ServiceContext = Runtime & {
  readonly tenantId: TenantId;
  readonly actor: Actor;
  /** Of a request with an Idempotency-Key: what it does is committed together with the mark that it was done. */
  readonly once?: OnceClaim;
};

/** A key and whose it is at the moment: a request that lost it to another one can change nothing. */
export type OnceClaim = { readonly key: string; readonly token: string };

/** The same process acting for one tenant and actor. */
export function contextFor(runtime: Runtime, tenantId: TenantId, actor: Actor): ServiceContext {
  return { ...runtime, tenantId, actor };
}

/** First line of every verb that a person or key can call. Lifecycles and verified Maxsight calls have all scopes they need. */
export function requireScope(ctx: ServiceContext, scope: Scope): void {
  const { actor } = ctx;
  if (actor.kind === "system" || actor.kind === "maxsight") return;
  if (!roleHasScope(actor.role, scope)) {
    throw new ForbiddenError(`Your role (${actor.role}) may not do this; ${scope} is needed.`);
  }
}
