-- What drizzle-kit cannot say: partitions, the few reads that happen before a tenant is known, and the lock-down.

-- The smallest UUID v7 of an instant: the boundary between two months of payloads.
CREATE FUNCTION uuid_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;
--> statement-breakpoint
CREATE TABLE payloads_default PARTITION OF payloads DEFAULT;
--> statement-breakpoint
-- Makes the partitions of this month and the next ones. Safe to repeat; the worker calls it at start and daily.
CREATE FUNCTION ensure_payload_partitions(months_ahead integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_day timestamptz;
  partition_name text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_payload_partitions'));
  FOR ahead IN 0..months_ahead LOOP
    first_day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => ahead);
    partition_name := 'payloads_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM');
    IF to_regclass(partition_name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF payloads FOR VALUES FROM (%L) TO (%L)',
        partition_name, uuid_floor(first_day), uuid_floor(first_day + interval '1 month'));
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
SELECT ensure_payload_partitions(12);
--> statement-breakpoint
ALTER TABLE payloads_default ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint

-- Reads before a tenant is known. Each returns the least that its door needs, by an exact key.
CREATE FUNCTION directory_provider(wanted_slug text) RETURNS TABLE (tenant_id uuid, provider_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT p.tenant_id, p.id FROM providers p WHERE p.slug = wanted_slug $$;
--> statement-breakpoint
CREATE FUNCTION directory_tenant(wanted_slug text) RETURNS TABLE (id uuid, slug text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT t.id, t.slug, t.name FROM tenants t WHERE t.slug = wanted_slug $$;
--> statement-breakpoint
CREATE FUNCTION directory_user(wanted_email text)
  RETURNS TABLE (id uuid, email text, name text, password_hash text, instance_role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT u.id, u.email, u.name, u.password_hash, u.instance_role FROM users u WHERE u.email = lower(wanted_email) $$;
--> statement-breakpoint
CREATE FUNCTION directory_memberships(wanted_user uuid)
  RETURNS TABLE (tenant_id uuid, slug text, name text, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT t.id, t.slug, t.name, m.role FROM memberships m JOIN tenants t ON t.id = m.tenant_id
        WHERE m.user_id = wanted_user ORDER BY t.name $$;
--> statement-breakpoint
CREATE FUNCTION directory_api_key(wanted_prefix text)
  RETURNS TABLE (id uuid, tenant_id uuid, name text, hash text, role text, expires_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT k.id, k.tenant_id, k.name, k.hash, k.role, k.expires_at, k.revoked_at FROM api_keys k WHERE k.prefix = wanted_prefix $$;
--> statement-breakpoint
-- An account by e-mail: the existing one, untouched, or a new one. Membership is granted separately, inside a tenant.
CREATE FUNCTION directory_ensure_user(new_id uuid, new_email text, new_name text, new_password_hash text)
  RETURNS TABLE (id uuid, created boolean)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO users (id, email, name, password_hash) VALUES (new_id, lower(new_email), new_name, new_password_hash)
    ON CONFLICT (email) DO NOTHING;
  RETURN QUERY SELECT u.id, u.id = new_id FROM users u WHERE u.email = lower(new_email);
END $$;
--> statement-breakpoint
CREATE FUNCTION directory_record_sign_in(wanted_user uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ UPDATE users SET last_sign_in_at = now() WHERE id = wanted_user $$;
--> statement-breakpoint

-- The starter's claim: checks whose lifecycle has not yet seen a change. The lease keeps worker replicas apart;
-- the lifecycle itself clears engine_due_at when it reads the row, so a crash in between only means another wake.
CREATE FUNCTION system_claim_due_checks(batch integer, overdue_by interval, lease interval)
  RETURNS TABLE (tenant_id uuid, check_id uuid, check_template text)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE checks c SET engine_due_at = now() + lease
  WHERE c.id IN (
    SELECT d.id FROM checks d WHERE d.engine_due_at <= now() - overdue_by
    ORDER BY d.engine_due_at LIMIT batch FOR UPDATE SKIP LOCKED)
  RETURNING c.tenant_id, c.id, c.check_template
$$;
--> statement-breakpoint

-- Whatever changes a provider tells every process to forget its cached copy (channel provider_changed, payload slug).
CREATE FUNCTION notify_provider_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed_slug text;
BEGIN
  IF TG_TABLE_NAME = 'providers' THEN
    changed_slug := NEW.slug;
  ELSE
    SELECT p.slug INTO changed_slug FROM providers p WHERE p.id = NEW.provider_id;
  END IF;
  PERFORM pg_notify('provider_changed', coalesce(changed_slug, ''));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER providers_changed AFTER INSERT OR UPDATE ON providers FOR EACH ROW EXECUTE FUNCTION notify_provider_changed();
--> statement-breakpoint
CREATE TRIGGER provider_versions_changed AFTER INSERT ON provider_versions FOR EACH ROW EXECUTE FUNCTION notify_provider_changed();
--> statement-breakpoint
CREATE TRIGGER provider_secrets_changed AFTER INSERT OR UPDATE OF ciphertext ON provider_secrets FOR EACH ROW EXECUTE FUNCTION notify_provider_changed();
--> statement-breakpoint
CREATE TRIGGER signing_keys_changed AFTER INSERT OR UPDATE OF state, api_base_url ON signing_keys FOR EACH ROW EXECUTE FUNCTION notify_provider_changed();
--> statement-breakpoint

-- Locks every table down. lib/db/migrate.ts calls it after each migration, so a new table cannot be forgotten:
-- row-level security is forced, the owner keeps a policy of its own, and the runtime role gets what its work needs.
CREATE FUNCTION secure_tables() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  item record;
  append_only text[] := ARRAY['audit_log', 'provider_versions', 'check_events'];
BEGIN
  REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, gatehouse_app;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
  GRANT USAGE ON SCHEMA public TO gatehouse_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO gatehouse_app;
  REVOKE EXECUTE ON FUNCTION secure_tables() FROM gatehouse_app;
  FOR item IN
    SELECT c.oid, c.relname, c.relispartition FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', item.relname);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', item.relname);
    IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = item.oid AND polname = item.relname || '_owner') THEN
      EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', item.relname || '_owner', item.relname);
    END IF;
    CONTINUE WHEN item.relispartition;
    IF item.relname = ANY (append_only) THEN
      EXECUTE format('GRANT SELECT, INSERT ON %I TO gatehouse_app', item.relname);
    ELSIF item.relname = 'users' THEN
      GRANT SELECT ON users TO gatehouse_app;
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO gatehouse_app', item.relname);
    END IF;
  END LOOP;
END $$;
