import { setTimeout as delay } from "node:timers/promises";
import type { Rig } from "../rig/open-rig";

/** A check's row and the rows that say what became of it. */
export type CheckRow = {
  maxsight_id: string;
  reference: string;
  state: string;
  error_type: string | null;
  is_due: boolean;
  is_ready: boolean;
  /** Synchronous, and its web process was killed: it is ended a quarter of an hour later. */
  is_abandoned: boolean;
};

export type AttemptRow = { number: number; trigger: string; error_code: string | null; is_open: boolean };

/** A notification with its attempts in order; `update_id` null for a callback. */
export type NotificationRow = {
  reference: string;
  update_id: string | null;
  state: string;
  is_due: boolean;
  attempts: AttemptRow[];
};

/** What Postgres says after a run. */
export type Ledger = {
  checks: CheckRow[];
  notifications: NotificationRow[];
  /** Provider event ids that are stored, with the state of the event. */
  events: { event_id: string; slug: string; state: string }[];
  /** What the supervisor of lifecycles had to repair. */
  interruptedAttempts: number;
};

/** Attempts of killed processes are ended by the reconciler, once a minute, when they are a minute old. */
const RECONCILED_MS = 150_000;

/** Reads all that the run left behind, when the reconciler has had its time for it. */
export async function readSettledLedger(sql: Rig["sql"]): Promise<Ledger> {
  const deadline = Date.now() + RECONCILED_MS;
  for (;;) {
    const ledger = await readLedger(sql);
    const isOpen = ledger.notifications.some(({ attempts }) => attempts.some((attempt) => attempt.is_open));
    if (!isOpen || Date.now() > deadline) return ledger;
    await delay(5000);
  }
}

/** Reads all that the run left behind. */
async function readLedger(sql: Rig["sql"]): Promise<Ledger> {
  const checks = await sql<CheckRow[]>`
    select maxsight_id, reference, state, error_type, engine_due_at is not null as is_due,
      ready_at is not null as is_ready,
      state = 'accepted' and check_template = 'ONE_TIME_SYNCHRONOUS' as is_abandoned
    from checks`;
  const notifications = await sql<NotificationRow[]>`
    select c.reference, u.update_id, n.state, n.next_attempt_at is not null as is_due,
      coalesce((select json_agg(json_build_object('number', a.number, 'trigger', a.trigger,
        'error_code', a.error_code, 'is_open', a.finished_at is null) order by a.number)
        from notification_attempts a where a.notification_id = n.id), '[]') as attempts
    from notifications n join checks c on c.id = n.check_id left join updates u on u.id = n.update_id`;
  const events = await sql<Ledger["events"]>`
    select e.event_id, p.slug, e.state from inbound_events e join providers p on p.id = e.provider_id
    where e.event_id is not null`;
  const interruptedAttempts = notifications
    .flatMap((notification) => notification.attempts)
    .filter((attempt) => attempt.error_code === "interrupted").length;
  return { checks: [...checks], notifications: [...notifications], events: [...events], interruptedAttempts };
}
