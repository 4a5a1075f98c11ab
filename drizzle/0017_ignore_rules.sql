CREATE TABLE "inbound_ignore_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"field" text NOT NULL,
	"equals" text NOT NULL,
	"reason" text NOT NULL,
	"actor_label" text NOT NULL,
	"ignored_count" integer DEFAULT 0 NOT NULL,
	"last_ignored_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "inbound_ignore_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD COLUMN "ignored_by" uuid;--> statement-breakpoint
ALTER TABLE "inbound_ignore_rules" ADD CONSTRAINT "inbound_ignore_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_ignore_rules" ADD CONSTRAINT "inbound_ignore_rules_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_ignore_rules_standing" ON "inbound_ignore_rules" USING btree ("provider_id","field","equals") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "inbound_ignore_rules_tenant" ON "inbound_ignore_rules" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "inbound_ignore_rules_provider" ON "inbound_ignore_rules" USING btree ("provider_id");--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_ignored_by_inbound_ignore_rules_id_fk" FOREIGN KEY ("ignored_by") REFERENCES "public"."inbound_ignore_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbound_events_ignored_by" ON "inbound_events" USING btree ("ignored_by","created_at") WHERE ignored_by is not null;--> statement-breakpoint
CREATE POLICY "inbound_ignore_rules_tenant" ON "inbound_ignore_rules" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());