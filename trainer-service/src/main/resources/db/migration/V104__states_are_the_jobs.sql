-- How far a training is is told by its job alone. One that waits for its dataset is a job that is held.
INSERT INTO job (kind, id, payload, correlation_id, deadline, available_at, created_at)
SELECT 'training', id, '', correlation_id, deadline, 'infinity', accepted_at FROM training WHERE state = 'waiting'
ON CONFLICT DO NOTHING;

UPDATE job SET
    deadline = CASE WHEN t.started THEN NULL ELSE t.deadline END,
    cancelled = t.cancelled AND t.registration IS NULL,
    pinned = t.registration IS NOT NULL
FROM training t WHERE job.kind = 'training' AND job.id = t.id AND t.state = 'released' AND job.ended_at IS NULL;

DROP INDEX training_open, training_leftover;
ALTER TABLE training DROP COLUMN state, DROP COLUMN deadline, DROP COLUMN cancelled, DROP COLUMN released_at;
CREATE INDEX training_leftover ON training (id) WHERE checkpoint IS NOT NULL;
