DROP INDEX "checks_newest";--> statement-breakpoint
DROP INDEX "checks_provider_newest";--> statement-breakpoint
DROP INDEX "jobs_newest";--> statement-breakpoint
DROP INDEX "validation_runs_provider";--> statement-breakpoint
DROP INDEX "exchanges_provider";--> statement-breakpoint
DROP INDEX "inbound_events_newest";--> statement-breakpoint
DROP INDEX "notifications_newest";--> statement-breakpoint
CREATE INDEX "check_events_failed" ON "check_events" USING btree ("tenant_id","created_at") WHERE kind = 'monitoring_failed';--> statement-breakpoint
CREATE INDEX "checks_next_poll" ON "checks" USING btree ("tenant_id","next_poll_at") WHERE next_poll_at is not null;--> statement-breakpoint
CREATE INDEX "checks_errors" ON "checks" USING btree ("tenant_id","error_type","created_at") WHERE error_type is not null;--> statement-breakpoint
CREATE INDEX "checks_monitoring" ON "checks" USING btree ("tenant_id","created_at","id") WHERE state = 'monitoring';--> statement-breakpoint
CREATE INDEX "inbound_events_open" ON "inbound_events" USING btree ("tenant_id","created_at") WHERE state in ('unmatched', 'failed', 'ignored');--> statement-breakpoint
CREATE INDEX "checks_newest" ON "checks" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "checks_provider_newest" ON "checks" USING btree ("tenant_id","provider_id","created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_newest" ON "jobs" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "validation_runs_provider" ON "validation_runs" USING btree ("provider_id","created_at");--> statement-breakpoint
CREATE INDEX "exchanges_provider" ON "exchanges" USING btree ("provider_id","started_at");--> statement-breakpoint
CREATE INDEX "inbound_events_newest" ON "inbound_events" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("tenant_id","created_at","id");