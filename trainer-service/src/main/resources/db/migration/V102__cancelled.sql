-- A training that a runner has when it is cancelled is ended by that runner.
ALTER TABLE training ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
