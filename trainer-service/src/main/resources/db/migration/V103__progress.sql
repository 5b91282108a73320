-- What a training has come to: its newest checkpoint and film in the object store, and what its attempts have spent.
ALTER TABLE training ADD COLUMN checkpoint bytea, ADD COLUMN film bytea, ADD COLUMN spending bytea;

CREATE INDEX training_leftover ON training (id) WHERE state = 'ended' AND checkpoint IS NOT NULL;
