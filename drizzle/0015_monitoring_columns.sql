DROP INDEX "checks_monitoring";--> statement-breakpoint
DROP INDEX "updates_tenant";--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "heard_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "failing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "failing_code" text;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "active_after_end_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "monitoring_paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "ignored_reason" text;--> statement-breakpoint
CREATE INDEX "checks_monitored" ON "checks" USING btree ("tenant_id","created_at","id") WHERE check_template in ('MONITORED_CALLBACK', 'MONITORED_POLLING');--> statement-breakpoint
CREATE INDEX "checks_heard" ON "checks" USING btree ("tenant_id",coalesce(heard_at, created_at)) WHERE state = 'monitoring';--> statement-breakpoint
CREATE INDEX "checks_drifting" ON "checks" USING btree ("tenant_id","created_at","id") WHERE failing_since is not null or active_after_end_at is not null or monitoring_paused_at is not null;--> statement-breakpoint
CREATE INDEX "updates_lookup" ON "updates" USING btree ("tenant_id","update_id");--> statement-breakpoint
-- What the flags were computed from until now.
UPDATE checks c SET heard_at = s.heard_at,
    failing_since = CASE WHEN s.is_failing THEN coalesce(s.failed_at, s.last_at, c.created_at) END,
    failing_code = CASE WHEN s.is_failing THEN
      CASE WHEN s.status IN (404, 410) THEN 'dropped' ELSE coalesce(s.error, 'unreachable') END END
  FROM (
    SELECT m.id, l.status, l.started_at AS last_at, f.created_at AS failed_at, f.error,
      (SELECT max(e.started_at) FROM exchanges e
        WHERE e.check_id = m.id AND e.peer = 'provider' AND e.error_code IS NULL AND e.status < 400) AS heard_at,
      l.error_code IS NOT NULL OR coalesce(l.status >= 400, false) OR f.created_at IS NOT NULL AS is_failing
    FROM checks m
    LEFT JOIN LATERAL (
      SELECT e.status, e.error_code, e.started_at FROM exchanges e
      WHERE e.check_id = m.id AND e.peer = 'provider' ORDER BY e.started_at DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT v.created_at, v.details ->> 'error' AS error FROM check_events v
      WHERE v.check_id = m.id AND v.kind = 'monitoring_failed' AND v.created_at >= coalesce(l.started_at, '-infinity')
      ORDER BY v.created_at LIMIT 1) f ON true
    WHERE m.state = 'monitoring') s
  WHERE c.id = s.id;
--> statement-breakpoint
UPDATE checks c SET active_after_end_at = e.at
  FROM (SELECT check_id, max(created_at) AS at FROM inbound_events WHERE state = 'ignored' AND check_id IS NOT NULL GROUP BY 1) e
  WHERE c.id = e.check_id AND c.state = 'cancelled' AND c.check_template IN ('MONITORED_CALLBACK', 'MONITORED_POLLING')
    AND e.at > c.finished_at;
