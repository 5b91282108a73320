-- What is said of each dataset whose objects are all stored. Written under the job's fence, once: from then on no attempt imports it again
-- or says anything else.
CREATE TABLE sealed (
    dataset_id   text PRIMARY KEY,
    announcement bytea       NOT NULL,
    pinned_at    timestamptz NOT NULL DEFAULT now()
);
