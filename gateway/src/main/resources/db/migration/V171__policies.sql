-- When a model is trained anew without anybody asking; one row a model.
CREATE TABLE training_policy (
    model      text        PRIMARY KEY,
    revision   bigint      NOT NULL,
    document   jsonb       NOT NULL,
    changed_at timestamptz NOT NULL
);

-- What policies have begun, one row a model and dataset; it stays when the policy is deleted.
CREATE TABLE policy_training (
    id             text             PRIMARY KEY,
    model          text             NOT NULL,
    revision       bigint           NOT NULL,
    dataset_id     text             NOT NULL,
    dataset_name   text             NOT NULL,
    -- When the dataset was.
    sealed_at      timestamptz      NOT NULL,
    new_images     bigint           NOT NULL,
    from_version   integer,
    reason         text             NOT NULL,
    wanted_at      timestamptz      NOT NULL,
    -- Of whoever had the dataset made.
    correlation_id text             NOT NULL,
    -- For the training, as if a person had sent it.
    request        jsonb            NOT NULL,
    training_id    text,
    failure        jsonb,
    cpu_seconds    double precision NOT NULL DEFAULT 0,
    ended          boolean          NOT NULL DEFAULT false,
    UNIQUE (model, dataset_id)
);

CREATE INDEX policy_training_newest ON policy_training (model, wanted_at DESC);
CREATE INDEX policy_training_open ON policy_training (wanted_at) WHERE NOT ended;
