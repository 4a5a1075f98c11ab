-- Data keys that another root key than the first wraps, for whoever re-wraps them.
CREATE FUNCTION system_other_root_keys(root_key text, batch integer) RETURNS TABLE (tenant_id uuid, id uuid, wrapped bytea)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.tenant_id, k.id, k.wrapped FROM data_keys k WHERE k.root_key_id <> root_key ORDER BY k.id LIMIT batch
$$;
--> statement-breakpoint
-- As before, but a cancelled check whose provider has yet to be told needs its bodies as a living one does.
CREATE OR REPLACE FUNCTION system_sweep_payloads(cutoff timestamptz, after_id uuid, batch integer, dry_run boolean)
  RETURNS TABLE (last_id uuid, seen integer, removed integer, removed_bytes bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH old AS MATERIALIZED (
    SELECT p.id, p.size FROM payloads p WHERE p.id > after_id AND p.id < uuid_floor(cutoff) ORDER BY p.id LIMIT batch),
  living AS MATERIALIZED (
    SELECT c.id, c.input_payload_id, c.credentials_payload_id, c.progress_payload_id, c.result_payload_id FROM checks c
    WHERE c.state IN ('accepted', 'in_progress', 'result_ready', 'monitoring') AND c.created_at < cutoff
      AND EXISTS (SELECT 1 FROM old)
    UNION
    SELECT c.id, c.input_payload_id, c.credentials_payload_id, c.progress_payload_id, c.result_payload_id FROM checks c
    WHERE c.provider_cancel_at IS NOT NULL AND c.provider_cancel = 'due' AND c.created_at < cutoff),
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
