ALTER TABLE "users" ADD COLUMN "sessions_from" timestamp (3) with time zone;--> statement-breakpoint
CREATE OR REPLACE FUNCTION directory_set_password(wanted_email text, new_password_hash text) RETURNS uuid
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ UPDATE users SET password_hash = new_password_hash, sessions_from = now() WHERE email = lower(wanted_email) RETURNING id $$;
--> statement-breakpoint
CREATE FUNCTION directory_session_is_good(wanted_user uuid, began_at timestamptz) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = wanted_user AND (u.sessions_from IS NULL OR u.sessions_from <= began_at)) $$;
