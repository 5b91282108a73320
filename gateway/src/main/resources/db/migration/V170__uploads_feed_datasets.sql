-- The name of the dataset to which an upload's images are added without anybody asking, what that became, or why it could not.
ALTER TABLE upload
    ADD COLUMN dataset_name   text,
    ADD COLUMN correlation_id text,
    ADD COLUMN dataset_id     text,
    ADD COLUMN failure        jsonb;

CREATE INDEX upload_waiting ON upload (dataset_name, created_at, id)
    WHERE dataset_name IS NOT NULL AND dataset_id IS NULL AND failure IS NULL AND gone_at IS NULL;
CREATE INDEX ledger_dataset_name ON ledger ((command ->> 'name'), created_at DESC) WHERE kind = 'dataset' AND gone IS NULL;
