-- Images that are wanted nowhere. A row stays for good: what it names is refused.
CREATE TABLE erasure (
    id             text PRIMARY KEY,
    sha256         text        NOT NULL,
    state          text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed')),
    correlation_id text        NOT NULL,
    requested_at   timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    uploads        jsonb       NOT NULL,
    generations    jsonb       NOT NULL,
    trainings      jsonb       NOT NULL DEFAULT '[]',
    erased         jsonb,
    traces         jsonb,
    failure        jsonb
);
CREATE INDEX erasure_sha256 ON erasure (sha256);
CREATE UNIQUE INDEX erasure_running ON erasure (sha256) WHERE state = 'running';

-- What a dataset was before an erasure and is after it, by the digests of its manifests; what is true of it then.
CREATE TABLE dataset_revision (
    erasure_id text  NOT NULL,
    dataset_id text  NOT NULL,
    before     text  NOT NULL,
    after      text  NOT NULL,
    document   jsonb NOT NULL,
    PRIMARY KEY (erasure_id, dataset_id, before)
);
CREATE INDEX dataset_revision_dataset ON dataset_revision (dataset_id);
CREATE INDEX dataset_revision_before ON dataset_revision (before);
CREATE INDEX dataset_revision_after ON dataset_revision (after);

-- Versions that were trained with an image that was erased since, or go on from such a version. Kept beside the versions, as the one that another
-- goes on from may be deleted.
CREATE TABLE version_mark (
    erasure_id text    NOT NULL,
    name       text    NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (name, version, erasure_id)
);
CREATE INDEX version_mark_erasure ON version_mark (erasure_id);

-- What was begun anew of each model, so that it is begun once.
CREATE TABLE retraining (
    erasure_id  text NOT NULL,
    model       text NOT NULL,
    training_id text NOT NULL,
    PRIMARY KEY (erasure_id, model)
);
