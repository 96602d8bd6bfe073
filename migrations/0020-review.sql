-- What the review has found (granskning): a round is a run of the machine taken in, a review is one municipality in it,
-- and what people have said of it stands beside, line by line. Nothing here is ever changed or taken away: whoever takes
-- something back adds a line that says so.
CREATE TABLE review_rounds (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run text NOT NULL UNIQUE CHECK (btrim(run) <> ''),
  -- By which criteria and facts it was judged: two rounds are compared only as far as this allows.
  rules text NOT NULL,
  profile text NOT NULL,
  begun_at timestamptz,
  ended_at timestamptz,
  taken_in_at timestamptz NOT NULL,
  taken_in_by text NOT NULL CHECK (btrim(taken_in_by) <> '')
);
-- Which rounds there are is no secret, and says nothing of any municipality.
GRANT SELECT ON review_rounds TO rackhall_app;

CREATE TABLE review_reviews (
  round_id bigint NOT NULL REFERENCES review_rounds,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site text NOT NULL,
  visit_end text NOT NULL,
  about text,
  visited_at timestamptz,
  pages integer NOT NULL CHECK (pages >= 0),
  requests integer NOT NULL CHECK (requests >= 0),
  -- Nothing where the visit did not end whole: such a visit is not judged.
  verdicts jsonb,
  -- Of each verdict the kind and the points: what tables are made of, without unpacking the evidence of the whole country.
  kinds jsonb CHECK ((kinds IS NULL) = (verdicts IS NULL)),
  -- What a help page can be begun from.
  facts jsonb,
  -- From this day on the municipality and those who support it see it; everybody does so later.
  shown_on date NOT NULL,
  UNIQUE (round_id, municipality_code),
  UNIQUE (id, municipality_code)
);
CREATE INDEX review_reviews_newest ON review_reviews (municipality_code, id DESC);

-- What people say of a review. `answers` is the line that it answers or takes back.
CREATE TABLE review_acts (
  review_id bigint NOT NULL,
  organisation_id uuid NOT NULL REFERENCES platform_organisations DEFAULT platform_acting_organisation(),
  municipality_code text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('looked', 'confirmed', 'contested', 'kept', 'overruled', 'withdrawn')),
  criterion text CHECK (criterion ~ '^[A-Z][0-9]{2}$'),
  answers bigint REFERENCES review_acts,
  verdict text CHECK (verdict IN ('met', 'partly', 'not-met', 'not-applicable', 'cannot-tell')),
  reason text CHECK (btrim(reason) <> '' AND length(reason) <= 2000),
  person_id uuid NOT NULL REFERENCES platform_people DEFAULT platform_acting_person(),
  acted_by text NOT NULL CHECK (btrim(acted_by) <> ''),
  -- As it was called then; whoever reads it is told of it after the organisation is gone, too.
  acted_for text NOT NULL CHECK (btrim(acted_for) <> ''),
  acted_at timestamptz NOT NULL,
  FOREIGN KEY (review_id, municipality_code) REFERENCES review_reviews (id, municipality_code),
  CHECK (criterion IS NOT NULL OR kind IN ('looked', 'withdrawn')),
  CHECK (criterion IS NULL OR kind <> 'looked'),
  CHECK ((verdict IS NOT NULL) = (kind = 'overruled')),
  CHECK (reason IS NOT NULL OR kind IN ('looked', 'confirmed', 'withdrawn')),
  CHECK (answers IS NOT NULL OR kind NOT IN ('kept', 'withdrawn'))
);
CREATE INDEX review_acts_of ON review_acts (review_id, id);
-- Taken back once: of two who press at once the second finds it done.
CREATE UNIQUE INDEX review_acts_withdrawn ON review_acts (answers) WHERE kind = 'withdrawn';

-- The municipality itself, and those who support it, are told of a review before everybody is.
CREATE FUNCTION review_is_own(code text) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM platform_organisations o
    WHERE o.id = platform_acting_organisation() AND o.municipality_code = code);
CREATE FUNCTION review_is_agency() RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM platform_organisations o
    WHERE o.id = platform_acting_organisation() AND o.kind = 'agency');

ALTER TABLE review_reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE review_acts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON review_reviews TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON review_acts TO CURRENT_USER USING (platform_for_everything());

GRANT SELECT ON review_reviews TO rackhall_app;
CREATE POLICY told ON review_reviews FOR SELECT TO rackhall_app
  USING (review_is_own(municipality_code) OR platform_supports_municipality(municipality_code));

GRANT SELECT, INSERT ON review_acts TO rackhall_app;
CREATE POLICY told ON review_acts FOR SELECT TO rackhall_app
  USING (organisation_id = platform_acting_organisation() OR review_is_own(municipality_code)
    OR platform_supports_municipality(municipality_code));
-- A municipality speaks of its own, the agency rules on all; each in her own name, and each takes back only its own.
CREATE FUNCTION review_acted(act bigint, review bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM review_acts
    WHERE id = act AND review_id = review AND organisation_id = platform_acting_organisation());
CREATE POLICY said ON review_acts FOR INSERT TO rackhall_app
  WITH CHECK (organisation_id = platform_acting_organisation() AND person_id = platform_acting_person()
    AND CASE kind
      WHEN 'looked' THEN review_is_own(municipality_code)
      WHEN 'contested' THEN review_is_own(municipality_code)
      WHEN 'confirmed' THEN review_is_own(municipality_code) OR review_is_agency()
      WHEN 'withdrawn' THEN review_acted(answers, review_id)
      ELSE review_is_agency() END);

-- Of each municipality the newest review that everybody may see on a day, with what people have said of it: 21 days after
-- it was shown to the municipality, or the day that one said it has looked. Asked by the public pages, where nobody acts;
-- the names of people are not among what it answers.
CREATE FUNCTION review_released(today date)
RETURNS TABLE (review_id bigint, municipality_code text, round_id bigint, site text, visit_end text, about text,
  visited_at timestamptz, pages integer, requests integer, verdicts jsonb, shown_on date, released_on date, acts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY
    WITH dated AS (
      SELECT r.*, least(r.shown_on + 21, (SELECT min((a.acted_at AT TIME ZONE 'Europe/Stockholm')::date) FROM review_acts a
        WHERE a.review_id = r.id AND a.kind = 'looked'
          AND NOT EXISTS (SELECT FROM review_acts w WHERE w.answers = a.id AND w.kind = 'withdrawn'))) AS released_on
      FROM review_reviews r)
    SELECT DISTINCT ON (d.municipality_code) d.id, d.municipality_code, d.round_id, d.site, d.visit_end, d.about,
      d.visited_at, d.pages, d.requests, d.verdicts, d.shown_on, d.released_on,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'criterion', a.criterion, 'answers', a.answers,
          'verdict', a.verdict, 'reason', a.reason, 'by', '', 'own', false, 'organisation', a.acted_for, 'at', a.acted_at) ORDER BY a.id)
        FROM review_acts a WHERE a.review_id = d.id), '[]')
    FROM dated d WHERE d.released_on <= today ORDER BY d.municipality_code, d.id DESC;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;
REVOKE EXECUTE ON FUNCTION review_released FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_released TO rackhall_app;
