-- A parked notification has a probe time like any other has its next attempt. The reconciler's finds: lifecycles that should have moved and did not. Making them due is the repair: the starter
-- wakes them, and the lifecycle reads the row. Each row says why, so that the worker can count and report.
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
    SELECT c.id, 'not_started' FROM checks c
      WHERE c.state = 'accepted' AND c.check_template <> 'ONE_TIME_SYNCHRONOUS' AND c.engine_due_at IS NULL
        AND coalesce(c.started_at, c.created_at) < now() - overdue_by - interval '2 minutes'
    UNION
    SELECT c.id, 'notification_missing' FROM checks c
      WHERE c.state = 'result_ready' AND c.check_template = 'ONE_TIME_CALLBACK' AND c.ready_at < now() - overdue_by
        AND c.start_answered IS DISTINCT FROM 'errors' AND c.engine_due_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.check_id = c.id)
    LIMIT batch)
  UPDATE checks c SET engine_due_at = now() FROM overdue o WHERE c.id = o.id
  RETURNING c.tenant_id, c.id, o.cause
$$;
