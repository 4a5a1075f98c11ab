CREATE TABLE "attention_marks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"item_key" text NOT NULL,
	"assignee_id" uuid,
	"snoozed_until" timestamp (3) with time zone,
	"dismissed_at" timestamp (3) with time zone,
	"reason" text,
	"actor_label" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attention_marks_item" UNIQUE("tenant_id","item_key")
);
--> statement-breakpoint
ALTER TABLE "attention_marks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "breaker_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"breaker_id" uuid NOT NULL,
	"state" text NOT NULL,
	"calls" integer NOT NULL,
	"failures" integer NOT NULL,
	"actor_label" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "breaker_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "breakers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"times_opened" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"next_probe_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "breakers_key" UNIQUE("tenant_id","scope","key")
);
--> statement-breakpoint
ALTER TABLE "breakers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "check_images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"check_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"document_id" uuid,
	"image_type" text,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"payload_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "check_images_image" UNIQUE("check_id","image_id")
);
--> statement-breakpoint
ALTER TABLE "check_images" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "job_items" (
	"tenant_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"target_id" uuid NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"detail" text,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "job_items_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
ALTER TABLE "job_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"filter" jsonb NOT NULL,
	"reason" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_label" text NOT NULL,
	"total" integer NOT NULL,
	"succeeded" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"rate_per_second" integer NOT NULL,
	"due_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signature_failures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"reason" text NOT NULL,
	"count" integer NOT NULL,
	"explanation" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "signature_failures_kind" UNIQUE("provider_id","key_id","reason")
);
--> statement-breakpoint
ALTER TABLE "signature_failures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "validation_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"actor_label" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "validation_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attention_marks" ADD CONSTRAINT "attention_marks_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breaker_events" ADD CONSTRAINT "breaker_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breaker_events" ADD CONSTRAINT "breaker_events_breaker_id_breakers_id_fk" FOREIGN KEY ("breaker_id") REFERENCES "public"."breakers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakers" ADD CONSTRAINT "breakers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_images" ADD CONSTRAINT "check_images_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_images" ADD CONSTRAINT "check_images_check_id_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."checks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_failures" ADD CONSTRAINT "signature_failures_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_failures" ADD CONSTRAINT "signature_failures_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_runs" ADD CONSTRAINT "validation_runs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_runs" ADD CONSTRAINT "validation_runs_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "breaker_events_breaker" ON "breaker_events" USING btree ("breaker_id","created_at");--> statement-breakpoint
CREATE INDEX "breaker_events_tenant" ON "breaker_events" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "check_images_tenant" ON "check_images" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "job_items_tenant" ON "job_items" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "job_items_pending" ON "job_items" USING btree ("job_id","position") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "jobs_newest" ON "jobs" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "signature_failures_tenant" ON "signature_failures" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "validation_runs_provider" ON "validation_runs" USING btree ("provider_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "validation_runs_tenant" ON "validation_runs" USING btree ("tenant_id");--> statement-breakpoint
CREATE POLICY "attention_marks_tenant" ON "attention_marks" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "breaker_events_tenant" ON "breaker_events" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "breakers_tenant" ON "breakers" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "check_images_tenant" ON "check_images" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "job_items_tenant" ON "job_items" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "jobs_tenant" ON "jobs" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "signature_failures_tenant" ON "signature_failures" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());--> statement-breakpoint
CREATE POLICY "validation_runs_tenant" ON "validation_runs" AS PERMISSIVE FOR ALL TO "gatehouse_app" USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());