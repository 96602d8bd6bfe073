-- Which supported municipalities have written on their page without showing it yet; never what they wrote.
CREATE INDEX municipality_contacts_drafts_held ON municipality_contacts_drafts (municipality_code) WHERE laid_aside_at IS NULL;

CREATE FUNCTION municipality_unpublished() RETURNS TABLE (municipality text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY
    SELECT o.municipality_code
    FROM platform_supported_among(ARRAY(SELECT municipality_code FROM platform_organisations
      WHERE kind = 'municipality')) s (code) JOIN platform_organisations o ON o.municipality_code = s.code
    WHERE EXISTS (SELECT FROM municipality_contacts_drafts d
      WHERE d.organisation_id = o.id AND d.municipality_code = o.municipality_code AND d.laid_aside_at IS NULL);
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

REVOKE EXECUTE ON FUNCTION municipality_unpublished FROM PUBLIC;
GRANT EXECUTE ON FUNCTION municipality_unpublished TO rackhall_app;
