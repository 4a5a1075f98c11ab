CREATE INDEX "notification_attempts_open" ON "notification_attempts" USING btree ("created_at") WHERE finished_at is null;--> statement-breakpoint
-- An attempt to notify Maxsight is written before it leaves and ended by the process that made it. One that is open for
-- longer than any attempt can take has lost its process: ended here as interrupted. What somebody holds is left for the
-- next round, and an answer that comes after all overwrites this. The notification itself is the ladder's business.
CREATE FUNCTION system_close_attempts(older_than interval, batch integer)
  RETURNS TABLE (tenant_id uuid, check_id uuid, cause text)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH lost AS MATERIALIZED (
    SELECT a.id FROM notification_attempts a
    WHERE a.finished_at IS NULL AND a.created_at < now() - older_than
    ORDER BY a.created_at LIMIT batch FOR UPDATE SKIP LOCKED)
  UPDATE notification_attempts a SET finished_at = now(), error_code = 'interrupted'
  FROM lost l, notifications n WHERE a.id = l.id AND n.id = a.notification_id
  RETURNING a.tenant_id, n.check_id, 'attempt_interrupted'
$$;
--> statement-breakpoint
-- As before, and what providers have yet to be told and attempts that are under way.
CREATE OR REPLACE FUNCTION system_gauges() RETURNS TABLE (gauge text, label text, value double precision)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'checks_open', c.state, count(*)::double precision FROM checks c
    WHERE c.state IN ('accepted', 'in_progress', 'result_ready', 'monitoring') GROUP BY c.state
  UNION ALL
  SELECT 'lifecycle_lag_seconds', '', coalesce(greatest(0, extract(epoch FROM now() - min(c.engine_due_at))), 0)::double precision
    FROM checks c WHERE c.engine_due_at IS NOT NULL
  UNION ALL
  SELECT 'notification_lag_seconds', '', coalesce(greatest(0, extract(epoch FROM now() - min(n.next_attempt_at))), 0)::double precision
    FROM notifications n WHERE n.next_attempt_at IS NOT NULL AND n.state IN ('queued', 'delivering', 'parked')
  UNION ALL
  SELECT 'notifications_unfetched', n.state, count(*)::double precision FROM notifications n WHERE n.fetched_at IS NULL GROUP BY n.state
  UNION ALL
  SELECT 'attempts_open', '', count(*)::double precision FROM notification_attempts a WHERE a.finished_at IS NULL
  UNION ALL
  SELECT 'provider_cancels_owed', '', count(*)::double precision FROM checks c WHERE c.provider_cancel_at IS NOT NULL
  UNION ALL
  SELECT 'inbound_open', e.state, count(*)::double precision FROM inbound_events e WHERE e.state IN ('unmatched', 'failed') GROUP BY e.state
  UNION ALL
  SELECT 'breakers_open', b.scope, count(*)::double precision FROM breakers b WHERE b.state <> 'closed' GROUP BY b.scope
$$;
