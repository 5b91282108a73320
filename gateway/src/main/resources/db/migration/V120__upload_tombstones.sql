-- A deleted upload leaves a tombstone; its object is to be deleted from sweep_at on.
ALTER TABLE upload
    ADD COLUMN gone_at timestamptz,
    ADD COLUMN sweep_at timestamptz;
CREATE INDEX upload_sweep ON upload (sweep_at) WHERE sweep_at IS NOT NULL;
