CREATE TABLE "host_slots" (
	"host" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "deadline_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "provider_cancel" text;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "provider_cancel_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "provider_cancel_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "token" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "lease_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "checks_deadline" ON "checks" USING btree ("deadline_at") WHERE deadline_at is not null;--> statement-breakpoint
CREATE INDEX "checks_provider_cancel" ON "checks" USING btree ("provider_cancel_at") WHERE provider_cancel_at is not null;--> statement-breakpoint
CREATE INDEX "checks_provider_cancel_failed" ON "checks" USING btree ("tenant_id","finished_at") WHERE provider_cancel = 'failed';--> statement-breakpoint
-- Checks that are open now get the deadline that their next move would have given them.
UPDATE checks SET deadline_at = CASE state
    WHEN 'in_progress' THEN coalesce(started_at, created_at) + interval '14 days'
    ELSE coalesce(result_at, created_at) + interval '7 days' END
  WHERE state IN ('in_progress', 'result_ready');
--> statement-breakpoint
-- The next free moment towards a host, for all workers together: how many milliseconds from now it is the caller's turn.
CREATE FUNCTION system_take_slot(wanted_host text, per_second integer) RETURNS double precision
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO host_slots AS s (host, next_at)
    VALUES (wanted_host, clock_timestamp() + interval '1 second' / per_second)
  ON CONFLICT (host) DO UPDATE
    SET next_at = greatest(s.next_at, clock_timestamp()) + interval '1 second' / per_second
  RETURNING greatest(0, 1000 * extract(epoch FROM next_at - interval '1 second' / per_second - clock_timestamp()))::double precision
$$;
--> statement-breakpoint
-- The reconciler's finds: lifecycles that should have moved and did not. Making them due is the repair: the starter
-- wakes them, and the lifecycle reads the row. Each row says why, so that the worker can count and report. Whatever a
-- timer of the engine stands for is also an instant in a row, so that a lost timer is found here.
CREATE OR REPLACE FUNCTION system_reconcile(overdue_by interval, batch integer)
  RETURNS TABLE (tenant_id uuid, check_id uuid, cause text)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH overdue AS (
    SELECT c.id, 'notification_overdue' AS cause FROM notifications n JOIN checks c ON c.id = n.check_id
      WHERE n.next_attempt_at < now() - overdue_by AND n.state IN ('queued', 'delivering', 'acknowledged', 'parked')
        AND c.state IN ('result_ready', 'monitoring') AND c.engine_due_at IS NULL
    UNION
    SELECT c.id, 'poll_overdue' FROM checks c
      WHERE c.next_poll_at < now() - overdue_by AND c.state IN ('in_progress', 'monitoring') AND c.engine_due_at IS NULL
    UNION
    SELECT c.id, 'deadline_overdue' FROM checks c
      WHERE c.deadline_at < now() - overdue_by AND c.state IN ('in_progress', 'result_ready') AND c.engine_due_at IS NULL
    UNION
    SELECT c.id, 'cancel_overdue' FROM checks c
      WHERE c.provider_cancel_at < now() - overdue_by AND c.engine_due_at IS NULL
    UNION
    SELECT c.id, 'not_started' FROM checks c
      WHERE c.state = 'accepted' AND c.check_template <> 'ONE_TIME_SYNCHRONOUS' AND c.engine_due_at IS NULL
        AND coalesce(c.started_at, c.created_at) < now() - overdue_by - interval '2 minutes'
    UNION
    SELECT c.id, 'start_not_settled' FROM checks c
      WHERE c.state = 'result_ready' AND c.outcome = 'errors' AND c.start_answered IS NULL AND c.engine_due_at IS NULL
        AND c.created_at < now() - overdue_by
    UNION
    SELECT c.id, 'notification_missing' FROM checks c
      WHERE c.state = 'result_ready' AND c.check_template = 'ONE_TIME_CALLBACK' AND c.ready_at < now() - overdue_by
        AND c.start_answered IS DISTINCT FROM 'errors' AND c.engine_due_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.check_id = c.id)
    UNION
    -- Maxsight says no ready for demo checks of references that have none: they are told without it (PROTOCOL 7.3).
    SELECT c.id, 'notification_missing' FROM checks c
      WHERE c.state IN ('result_ready', 'monitoring') AND c.is_demo AND c.ready_at IS NULL AND c.engine_due_at IS NULL
        AND c.check_template IN ('ONE_TIME_CALLBACK', 'MONITORED_CALLBACK')
        AND c.created_at < now() - overdue_by - interval '10 seconds'
        AND c.start_answered IS DISTINCT FROM 'errors'
        AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.check_id = c.id)
    LIMIT batch)
  UPDATE checks c SET engine_due_at = now() FROM overdue o WHERE c.id = o.id
  RETURNING c.tenant_id, c.id, o.cause
$$;
