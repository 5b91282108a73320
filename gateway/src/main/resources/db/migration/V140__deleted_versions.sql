-- A deleted version leaves a tombstone without its document; from sweep_at on the registry is to be told. A row that has neither is a version
-- of which nobody has told more than its number.
ALTER TABLE model_version
    ALTER COLUMN document DROP NOT NULL,
    ADD COLUMN gone_at timestamptz,
    ADD COLUMN correlation_id text,
    ADD COLUMN sweep_at timestamptz;
CREATE INDEX model_version_sweep ON model_version (sweep_at) WHERE sweep_at IS NOT NULL;
-- Tombstones of uploads are looked through in each turn of the ledger's loop.
CREATE INDEX upload_gone ON upload (gone_at) WHERE gone_at IS NOT NULL;
