-- Mail that was taken and came back later: its own state, until somebody gives it up or a month has gone.
ALTER TABLE mail_outbox DROP CONSTRAINT mail_outbox_state_check, DROP CONSTRAINT mail_outbox_check;
ALTER TABLE mail_outbox
  ADD CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'given-up', 'uncertain', 'discarded', 'bounced')),
  ADD CHECK ((text IS NULL) = (state IN ('sent', 'discarded', 'bounced')));
CREATE INDEX mail_outbox_message ON mail_outbox (recipient, number) WHERE state IN ('sent', 'bounced');

-- The address alone, for her colleagues: whoever invited her sees that the mail did not arrive, and nothing of the mail.
CREATE TABLE mail_bounces (
  recipient text NOT NULL CHECK (recipient ~ '^[^@\s<>]+@[^@\s<>]+$'),
  bounced_at timestamptz NOT NULL,
  PRIMARY KEY (recipient, bounced_at)
);
ALTER TABLE mail_bounces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON mail_bounces TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY colleagues ON mail_bounces FOR SELECT TO rackhall_app
  USING (EXISTS (SELECT FROM platform_people p WHERE p.email = recipient)
    OR EXISTS (SELECT FROM platform_invitations i
      WHERE i.email = recipient AND i.organisation_id = platform_acting_organisation()));
CREATE POLICY worker ON mail_bounces FOR INSERT TO rackhall_app WITH CHECK (platform_acting_organisation() IS NULL);
CREATE POLICY worker_forgets ON mail_bounces FOR DELETE TO rackhall_app USING (platform_acting_organisation() IS NULL);
GRANT SELECT, INSERT, DELETE ON mail_bounces TO rackhall_app;

-- To whom alarms go: whoever runs the installation, in the language she used last. Only for a job, which acts for nobody.
CREATE FUNCTION platform_operators() RETURNS TABLE (email text, language text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF platform_acting_organisation() IS NOT NULL THEN RETURN; END IF;
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY SELECT DISTINCT ON (p.email) p.email, coalesce(s.language, 'sv')
    FROM platform_people p JOIN platform_memberships m ON m.person_id = p.id AND m.role = 'operator.admin'
    LEFT JOIN platform_sessions s ON s.person_id = p.id ORDER BY p.email, s.seen_at DESC NULLS LAST;
  PERFORM set_config('rackhall.everything', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION platform_operators FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_operators TO rackhall_app;
