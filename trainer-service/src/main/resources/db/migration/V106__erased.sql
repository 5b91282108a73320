-- A dataset was sealed anew without an image. What its former manifest was replaced by stays known for a while: copies of it go, and a
-- replacement that arrives after a later one does not bring it back.
CREATE TABLE replaced_manifest (
    digest      text PRIMARY KEY,
    successor   bytea       NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT now()
);

-- What shows faces of such a dataset goes once the trainings that were known then can write no more. Those that come later are trained
-- without the image and are not concerned.
CREATE TABLE erasure (
    id             text PRIMARY KEY,
    command        bytea       NOT NULL,
    correlation_id text        NOT NULL,
    asked_at       timestamptz NOT NULL DEFAULT now(),
    done_at        timestamptz
);
CREATE INDEX erasure_due ON erasure (asked_at) WHERE done_at IS NULL;

CREATE TABLE erasure_training (
    erasure_id  text NOT NULL REFERENCES erasure ON DELETE CASCADE,
    training_id text NOT NULL,
    PRIMARY KEY (erasure_id, training_id)
);

-- Written down before it is removed, so that whoever goes on with a removal that broke off still tells all of it.
CREATE TABLE erasure_object (
    erasure_id text NOT NULL REFERENCES erasure ON DELETE CASCADE,
    key        text NOT NULL,
    PRIMARY KEY (erasure_id, key)
);
