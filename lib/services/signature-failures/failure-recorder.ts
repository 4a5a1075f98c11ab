import { sql } from "drizzle-orm";
import { signatureFailures } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { SignatureVerdict } from "@/lib/protocol/signature/signature-verdict";
import { contextFor, type Runtime } from "../context";
import type { Registration } from "../registry";

export type RefusedVerdict = Extract<SignatureVerdict, { ok: false }>;

type Waiting = {
  registration: Registration;
  verdict: RefusedVerdict;
  keyId: string;
  count: number;
  lastAt: Date;
};

const FLUSH_AFTER_MS = 1_000;
/** Kinds that can wait at once: a scan with invented key ids must not fill memory or the table. */
const MAX_WAITING = 200;

/** Unknown key ids that are told apart per provider and process; whoever invents more is counted under none. */
const MAX_UNKNOWN_IDS = 20;

/**
 * Counts calls whose signature was not good, per provider, key id and reason, and writes the counts once a second: an
 * operator sees "called 14 times with a key we do not know", and a flood costs one row. No body is kept.
 */
export class SignatureFailureRecorder {
  readonly #runtime: Runtime;
  readonly #waiting = new Map<string, Waiting>();
  readonly #unknownIds = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Notes one refused call. Never throws, never waits. */
  record(registration: Registration, verdict: RefusedVerdict): void {
    const keyId = this.#countedAs(registration, (verdict.explanation.keyId ?? "").slice(0, 8));
    const key = `${registration.providerId}/${keyId}/${verdict.reason}`;
    const waiting = this.#waiting.get(key);
    const lastAt = this.#runtime.now();
    if (waiting !== undefined) Object.assign(waiting, { count: waiting.count + 1, lastAt, verdict });
    else if (this.#waiting.size < MAX_WAITING) {
      this.#waiting.set(key, { registration, verdict, keyId, count: 1, lastAt });
    }
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  #countedAs(registration: Registration, keyId: string): string {
    if (keyId === "" || registration.keys.some((key) => key.keyId === keyId)) return keyId;
    const seen = this.#unknownIds.get(registration.providerId) ?? new Set<string>();
    this.#unknownIds.set(registration.providerId, seen);
    if (seen.size < MAX_UNKNOWN_IDS) seen.add(keyId);
    return seen.has(keyId) ? keyId : "";
  }

  /** Writes what is waiting; for shutdown and tests. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const item of batch) await this.#write(item);
  }

  async #write({ registration, verdict, keyId, count, lastAt }: Waiting): Promise<void> {
    const { tenantId, providerId } = registration;
    const ctx = contextFor(this.#runtime, tenantId, { kind: "system", label: "door" });
    const row = {
      id: newId(lastAt.getTime()),
      tenantId,
      providerId,
      keyId,
      reason: verdict.reason,
      count,
      explanation: { ...verdict.explanation },
      createdAt: lastAt,
      lastAt,
    };
    try {
      await asTenant(ctx.db, tenantId, (tx) =>
        tx
          .insert(signatureFailures)
          .values(row)
          .onConflictDoUpdate({
            target: [signatureFailures.providerId, signatureFailures.keyId, signatureFailures.reason],
            set: { count: sql`${signatureFailures.count} + ${count}`, explanation: row.explanation, lastAt },
          }),
      );
    } catch (error) {
      ctx.log.error(
        { provider: registration.slug, reason: messageOf(error) },
        "refused signatures could not be counted",
      );
    }
  }
}
