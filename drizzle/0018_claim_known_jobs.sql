-- A worker takes only the kinds of jobs it knows: one of the version before would end the checks of any other kind.
CREATE FUNCTION system_claim_jobs_of(kinds text[], batch integer, lease interval) RETURNS TABLE (tenant_id uuid, job_id uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE jobs j SET due_at = now() + lease
  WHERE j.id IN (
    SELECT d.id FROM jobs d WHERE d.due_at <= now() AND d.kind = ANY (kinds)
    ORDER BY d.due_at LIMIT batch FOR UPDATE SKIP LOCKED)
  RETURNING j.tenant_id, j.id
$$;
--> statement-breakpoint
-- What the version before calls.
CREATE OR REPLACE FUNCTION system_claim_due_jobs(batch integer, lease interval) RETURNS TABLE (tenant_id uuid, job_id uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.tenant_id, c.job_id FROM system_claim_jobs_of(ARRAY['resend', 'cancel'], batch, lease) c
$$;
