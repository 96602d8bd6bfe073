-- A verification that was noted by mistake is undone by a line that names it; both stay.
ALTER TABLE municipality_helpline_verifications
  ADD COLUMN withdraws bigint UNIQUE REFERENCES municipality_helpline_verifications;
