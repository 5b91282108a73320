-- By which key things came, to be counted against its limits; absent where none was shown, and of what was there before.
ALTER TABLE ledger ADD COLUMN key_id text;
ALTER TABLE upload ADD COLUMN key_id text;
ALTER TABLE arrival ADD COLUMN key_id text;
ALTER TABLE training_cost ADD COLUMN key_id text, ADD COLUMN estimated_cpu_seconds double precision;
-- Who has declared a policy answers for the trainings that it begins.
ALTER TABLE training_policy ADD COLUMN key_id text;
ALTER TABLE policy_training ADD COLUMN key_id text;

CREATE INDEX ledger_open_of_key ON ledger (key_id) WHERE key_id IS NOT NULL AND state IN ('queued', 'running');
CREATE INDEX upload_of_key ON upload (key_id) WHERE key_id IS NOT NULL AND gone_at IS NULL;
CREATE INDEX arrival_of_key ON arrival (key_id) WHERE key_id IS NOT NULL AND gone_at IS NULL;
CREATE INDEX training_cost_of_key ON training_cost (key_id, accepted_at) WHERE key_id IS NOT NULL;
