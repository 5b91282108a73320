-- Somebody wants nothing more of a training: what is stored of it goes once its job can write no more, and its row is a tombstone then.
ALTER TABLE training
    ADD COLUMN deletion_asked_at timestamptz,
    ADD COLUMN gone_at timestamptz;
CREATE INDEX training_deletion ON training (deletion_asked_at) WHERE deletion_asked_at IS NOT NULL AND gone_at IS NULL;
CREATE INDEX training_gone ON training (gone_at) WHERE gone_at IS NOT NULL;

-- A deleted dataset keeps the digest of its manifest, by which each instance finds its copy.
ALTER TABLE dataset
    ADD COLUMN digest text,
    ADD COLUMN gone_at timestamptz;
CREATE INDEX dataset_gone ON dataset (digest) WHERE gone_at IS NOT NULL;
