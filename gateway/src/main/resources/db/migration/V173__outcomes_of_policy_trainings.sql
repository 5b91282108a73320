-- What became of a training that a policy began, and of which content of the dataset: one that failed is begun again by another declaration, one that
-- was called off by an erasure on what the dataset is then.
ALTER TABLE policy_training
    ADD COLUMN dataset_digest text NOT NULL DEFAULT '',
    ADD COLUMN outcome        text;
UPDATE policy_training SET outcome = CASE WHEN failure IS NULL THEN 'succeeded' ELSE 'refused' END WHERE ended;
ALTER TABLE policy_training
    DROP CONSTRAINT policy_training_model_dataset_id_key,
    ADD UNIQUE (model, dataset_id, dataset_digest, revision);
