-- Mail on its way out: a row for each recipient, so that nobody sees who else was written to and one who is refused
-- does not stand in the way of the others. The text goes as soon as the mail is sent, the row itself a month later.
CREATE TABLE mail_outbox (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The same in every attempt, so that a receiver can tell a second copy.
  message_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  recipient text NOT NULL CHECK (recipient ~ '^[^@\s<>]+@[^@\s<>]+$'),
  subject text NOT NULL CHECK (subject <> '' AND subject !~ '[[:cntrl:]]'),
  text text,
  -- What kind of mail it is, for counts; never for whom.
  about text NOT NULL CHECK (about ~ '^[a-z]+(-[a-z]+)*$'),
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'given-up', 'uncertain', 'discarded')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  queued_at timestamptz NOT NULL DEFAULT now(),
  due_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  failure text,
  -- What the server answered: the bounce, as far as SMTP tells it.
  reply text,
  CHECK ((text IS NULL) = (state IN ('sent', 'discarded')))
);
CREATE INDEX mail_outbox_due ON mail_outbox (due_at) WHERE state = 'waiting';

-- Whoever acts for an organisation may send mail and read none: a colleague's invitation stands in it.
ALTER TABLE mail_outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON mail_outbox TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY anyone_sends ON mail_outbox FOR INSERT TO rackhall_app WITH CHECK (state = 'waiting');
CREATE POLICY worker ON mail_outbox TO rackhall_app USING (platform_acting_organisation() IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_outbox TO rackhall_app;

-- Alarms as they were raised and cleared, each told once.
CREATE TABLE platform_alarms (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL CHECK (key <> ''),
  says text NOT NULL,
  raised_at timestamptz NOT NULL,
  -- When it was put in a mail; nothing while there is no address to write to.
  told_at timestamptz,
  cleared_at timestamptz CHECK (cleared_at >= raised_at)
);
CREATE UNIQUE INDEX platform_alarms_open ON platform_alarms (key) WHERE cleared_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON platform_alarms TO rackhall_app;
