-- Files that somebody wants nowhere, by their SHA-256. Kept for good: nothing takes them in again.
CREATE TABLE erased (
    sha256    text PRIMARY KEY,
    erased_at timestamptz NOT NULL DEFAULT now()
);

-- Whose turn it is: erasures follow each other, so that none writes again what another has changed meanwhile.
CREATE TABLE erasing (
    single     boolean PRIMARY KEY DEFAULT true CHECK (single),
    erasure_id text,
    fence      bigint
);

INSERT INTO erasing DEFAULT VALUES;

-- Numbers of revised datasets, in place of a fence and larger than any: it would take as many runners.
CREATE SEQUENCE revision START WITH 1000000000000;

-- Datasets that held a file and were sealed anew without it, until that is announced.
CREATE TABLE revised (
    sha256          text  NOT NULL,
    dataset_id      text  NOT NULL,
    before_manifest text  NOT NULL,
    announcement    bytea NOT NULL,
    PRIMARY KEY (sha256, dataset_id)
);

-- Archives that held a file and are, or are about to be, written again without it. A row stays: who names the archive as it was means this one.
CREATE TABLE rewritten (
    object_key    text    NOT NULL,
    before_sha256 text    NOT NULL,
    before        bytea   NOT NULL,
    after         bytea   NOT NULL,
    sha256        text    NOT NULL,
    announced     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (object_key, before_sha256)
);

CREATE INDEX rewritten_open ON rewritten (sha256) WHERE NOT announced;
