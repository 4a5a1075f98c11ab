CREATE TABLE "sign_in_failures" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD COLUMN "purpose" text DEFAULT 'maxsight' NOT NULL;--> statement-breakpoint
CREATE INDEX "sign_in_failures_over" ON "sign_in_failures" USING btree ("window_ends_at");--> statement-breakpoint
-- Until now a key that had "ended before it was made" was one of our own simulator's.
UPDATE "signing_keys" SET "purpose" = 'simulation' WHERE "state" = 'revoked' AND "retires_at" < "created_at";
--> statement-breakpoint

-- Counts one try to sign in and says how many seconds to wait, 0 for now. A try that is refused by the first limit does
-- not count against the second, so that nobody can lock the owner out from one place. One statement per limit: two
-- processes cannot both take the last try.
CREATE FUNCTION directory_try_sign_in(keys text[], limits integer[], time_window interval) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known sign_in_failures%ROWTYPE;
BEGIN
  FOR i IN 1..cardinality(keys) LOOP
    INSERT INTO sign_in_failures AS f (key, count, window_ends_at) VALUES (decode(keys[i], 'hex'), 1, now() + time_window)
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN f.window_ends_at <= now() THEN 1 ELSE least(f.count + 1, limits[i] + 1) END,
        window_ends_at = CASE WHEN f.window_ends_at <= now() THEN now() + time_window ELSE f.window_ends_at END
      RETURNING * INTO known;
    IF known.count > limits[i] THEN
      RETURN greatest(1, ceil(extract(epoch FROM known.window_ends_at - now())));
    END IF;
  END LOOP;
  RETURN 0;
END $$;
--> statement-breakpoint
CREATE FUNCTION directory_forget_sign_in(keys text[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ DELETE FROM sign_in_failures WHERE key IN (SELECT decode(k, 'hex') FROM unnest(keys) AS k) $$;
--> statement-breakpoint
CREATE FUNCTION directory_set_password(wanted_email text, new_password_hash text) RETURNS uuid
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ UPDATE users SET password_hash = new_password_hash WHERE email = lower(wanted_email) RETURNING id $$;
--> statement-breakpoint

-- Retention. Each walks a table by its time-ordered id in small batches, from `after_id` on; `dry_run` counts what would
-- go by the same rule. Bodies that a living check still needs stay: its own, its updates that Maxsight has not fetched
-- and the latest one (get_result gives it again), and webhooks that wait to be applied.
CREATE FUNCTION system_sweep_payloads(cutoff timestamptz, after_id uuid, batch integer, dry_run boolean)
  RETURNS TABLE (last_id uuid, seen integer, removed integer, removed_bytes bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT p.id, p.size FROM payloads p WHERE p.id > after_id AND p.id < uuid_floor(cutoff) ORDER BY p.id LIMIT batch),
  living AS MATERIALIZED (
    SELECT c.id, c.input_payload_id, c.credentials_payload_id, c.progress_payload_id, c.result_payload_id FROM checks c
    WHERE c.state IN ('accepted', 'in_progress', 'result_ready', 'monitoring') AND c.created_at < cutoff
      AND EXISTS (SELECT 1 FROM old)),
  needed AS (
    SELECT unnest(ARRAY[input_payload_id, credentials_payload_id, progress_payload_id, result_payload_id]) AS id FROM living
    UNION ALL
    SELECT u.result_payload_id FROM updates u JOIN living c ON c.id = u.check_id
    WHERE u.state NOT IN ('fetched', 'superseded') OR u.number = (SELECT max(l.number) FROM updates l WHERE l.check_id = u.check_id)
    UNION ALL
    SELECT e.payload_id FROM inbound_events e JOIN living c ON c.id = e.check_id WHERE e.state = 'received'),
  expired AS MATERIALIZED (
    SELECT o.id, o.size FROM old o WHERE NOT EXISTS (SELECT 1 FROM needed n WHERE n.id = o.id)),
  gone AS (
    DELETE FROM payloads p USING expired e WHERE p.id = e.id AND NOT dry_run)
  SELECT (SELECT o.id FROM old o ORDER BY o.id DESC LIMIT 1), (SELECT count(*)::integer FROM old),
    count(*)::integer, coalesce(sum(e.size), 0)::bigint FROM expired e
$$;
--> statement-breakpoint
-- Images of an input are only needed until the provider was called.
CREATE FUNCTION system_sweep_images(cutoff timestamptz, after_id uuid, batch integer, dry_run boolean)
  RETURNS TABLE (last_id uuid, seen integer, removed integer, removed_bytes bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT i.id, i.check_id, i.payload_id FROM check_images i
    WHERE i.id > after_id AND i.id < uuid_floor(cutoff) ORDER BY i.id LIMIT batch),
  expired AS MATERIALIZED (
    SELECT o.id, o.payload_id FROM old o JOIN checks c ON c.id = o.check_id WHERE c.state <> 'accepted'),
  bodies AS (
    SELECT coalesce(sum(p.size), 0)::bigint AS bytes FROM payloads p JOIN expired e ON e.payload_id = p.id),
  gone_bodies AS (DELETE FROM payloads p USING expired e WHERE p.id = e.payload_id AND NOT dry_run),
  gone AS (DELETE FROM check_images i USING expired e WHERE i.id = e.id AND NOT dry_run)
  SELECT (SELECT o.id FROM old o ORDER BY o.id DESC LIMIT 1), (SELECT count(*)::integer FROM old),
    (SELECT count(*)::integer FROM expired), (SELECT bytes FROM bodies)
$$;
--> statement-breakpoint
CREATE FUNCTION system_sweep_attempts(cutoff timestamptz, after_id uuid, batch integer, dry_run boolean)
  RETURNS TABLE (last_id uuid, seen integer, removed integer, removed_bytes bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT a.id, a.notification_id FROM notification_attempts a
    WHERE a.id > after_id AND a.id < uuid_floor(cutoff) ORDER BY a.id LIMIT batch),
  expired AS MATERIALIZED (
    SELECT o.id FROM old o JOIN notifications n ON n.id = o.notification_id JOIN checks c ON c.id = n.check_id
    WHERE n.state NOT IN ('queued', 'delivering', 'acknowledged', 'parked')
      OR c.state NOT IN ('accepted', 'in_progress', 'result_ready', 'monitoring')),
  gone AS (DELETE FROM notification_attempts a USING expired e WHERE a.id = e.id AND NOT dry_run)
  SELECT (SELECT o.id FROM old o ORDER BY o.id DESC LIMIT 1), (SELECT count(*)::integer FROM old),
    (SELECT count(*)::integer FROM expired), 0::bigint
$$;
--> statement-breakpoint
CREATE FUNCTION system_sweep_exchanges(cutoff timestamptz, after_id uuid, batch integer, dry_run boolean)
  RETURNS TABLE (last_id uuid, seen integer, removed integer, removed_bytes bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT x.id, x.check_id FROM exchanges x
    WHERE x.id > after_id AND x.id < uuid_floor(cutoff) ORDER BY x.id LIMIT batch),
  expired AS MATERIALIZED (
    SELECT o.id FROM old o LEFT JOIN checks c ON c.id = o.check_id
    WHERE c.id IS NULL OR c.state NOT IN ('accepted', 'in_progress', 'result_ready')),
  gone AS (DELETE FROM exchanges x USING expired e WHERE x.id = e.id AND NOT dry_run)
  SELECT (SELECT o.id FROM old o ORDER BY o.id DESC LIMIT 1), (SELECT count(*)::integer FROM old),
    (SELECT count(*)::integer FROM expired), 0::bigint
$$;
--> statement-breakpoint
-- Tenants whose audit chain starts with rows older than the cutoff.
CREATE FUNCTION system_expired_audit(cutoff timestamptz) RETURNS TABLE (tenant_id uuid, rows bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.tenant_id, count(*) FROM audit_log a WHERE a.id < uuid_floor(cutoff) AND a.created_at < cutoff GROUP BY a.tenant_id
$$;
--> statement-breakpoint
-- The one way audit rows leave: the oldest of the acting tenant, never younger than a year whatever is asked for.
CREATE FUNCTION expire_audit_rows(through_seq bigint, cutoff timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  removed integer;
BEGIN
  DELETE FROM audit_log a WHERE a.tenant_id = app_tenant() AND a.seq <= through_seq
    AND a.created_at < least(cutoff, now() - interval '1 year');
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;
--> statement-breakpoint
-- What is of use for a day or less: finished counts of failed sign-ins, first answers kept for Idempotency-Key.
CREATE FUNCTION system_sweep_brief(batch integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  removed integer;
  more integer;
BEGIN
  DELETE FROM sign_in_failures WHERE key IN (SELECT f.key FROM sign_in_failures f WHERE f.window_ends_at < now() LIMIT batch);
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM idempotency_keys WHERE ctid IN (
    SELECT k.ctid FROM idempotency_keys k WHERE k.created_at < now() - interval '2 days' LIMIT batch);
  GET DIAGNOSTICS more = ROW_COUNT;
  RETURN removed + more;
END $$;
--> statement-breakpoint

-- Numbers an operator watches, over all tenants, from partial indexes that hold only what is open.
CREATE FUNCTION system_gauges() RETURNS TABLE (gauge text, label text, value double precision)
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
  SELECT 'inbound_open', e.state, count(*)::double precision FROM inbound_events e WHERE e.state IN ('unmatched', 'failed') GROUP BY e.state
  UNION ALL
  SELECT 'breakers_open', b.scope, count(*)::double precision FROM breakers b WHERE b.state <> 'closed' GROUP BY b.scope
$$;
