DROP INDEX "checks_heard";--> statement-breakpoint
CREATE INDEX "checks_heard" ON "checks" USING btree ("tenant_id","heard_at") WHERE state = 'monitoring';--> statement-breakpoint
-- A monitored check has been heard of since it is one, so that silence is a plain comparison the planner has figures for.
UPDATE checks SET heard_at = created_at WHERE state = 'monitoring' AND heard_at IS NULL;
