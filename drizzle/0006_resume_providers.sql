-- Paused providers whose time to resume has come; the worker resumes each through the verb, which writes the audit row.
CREATE FUNCTION system_due_resumes(batch integer) RETURNS TABLE (tenant_id uuid, slug text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.tenant_id, p.slug FROM providers p WHERE p.status = 'paused' AND p.resume_at <= now() LIMIT batch
$$;
