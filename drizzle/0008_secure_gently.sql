-- Locks every table down. lib/db/migrate.ts calls it after each migration, so a new table cannot be forgotten:
-- row-level security is forced, the owner keeps a policy of its own, and the runtime role gets what its work needs.
CREATE OR REPLACE FUNCTION secure_tables() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    SELECT c.oid, c.relname, c.relispartition, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    -- ALTER TABLE takes the strongest lock there is: only where something has to change, or an upgrade stalls checks.
    IF NOT item.relrowsecurity THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', item.relname);
    END IF;
    IF NOT item.relforcerowsecurity THEN
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', item.relname);
    END IF;
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
--> statement-breakpoint
-- Synchronous checks whose process died while it called the provider: nobody waits for them any more.
CREATE FUNCTION system_abandoned_checks(older_than interval, batch integer) RETURNS TABLE (tenant_id uuid, check_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.tenant_id, c.id FROM checks c
  WHERE c.state = 'accepted' AND c.check_template = 'ONE_TIME_SYNCHRONOUS' AND c.created_at < now() - older_than
  LIMIT batch
$$;
