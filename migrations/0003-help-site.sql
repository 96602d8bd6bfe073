-- How often each municipality's pages were opened, a month at a time. Whole tens only: nothing smaller is ever written.
CREATE TABLE help_site_visits (
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  visits integer NOT NULL CHECK (visits >= 0 AND visits % 10 = 0),
  PRIMARY KEY (municipality_code, month)
);

-- What went wrong on the public pages, by kind and month: never when, where or for whom.
CREATE TABLE help_site_faults (
  kind text NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  faults integer NOT NULL CHECK (faults >= 0),
  PRIMARY KEY (kind, month)
);
