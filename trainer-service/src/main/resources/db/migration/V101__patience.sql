-- A deadline holds until the training has started; patience with servers that are away counts from the release as a job.
ALTER TABLE training ADD COLUMN started boolean NOT NULL DEFAULT false, ADD COLUMN released_at timestamptz;
UPDATE training SET started = true, released_at = now() WHERE state = 'released';
