-- What trainings take, kept beside the ledger, whose rows are forgotten when a training is deleted.
CREATE TABLE training_cost (
    training_id    text             PRIMARY KEY,
    tenant         text             NOT NULL DEFAULT 'main',
    model          text             NOT NULL,
    accepted_at    timestamptz      NOT NULL,
    -- Absent where the dataset was not sealed yet: nothing is estimated by it then.
    network        text,
    operations     double precision,
    estimated_cost double precision,
    cpu_seconds    double precision NOT NULL DEFAULT 0,
    seconds        double precision,
    cost           double precision NOT NULL DEFAULT 0,
    -- Whether all epochs were trained.
    whole          boolean          NOT NULL DEFAULT false,
    ended_at       timestamptz
);

CREATE INDEX training_cost_month ON training_cost (accepted_at);
CREATE INDEX training_cost_whole ON training_cost (ended_at) WHERE whole;

-- Of before, as far as it is still known; nothing is estimated by these, whose work nobody has counted.
INSERT INTO training_cost (training_id, model, accepted_at, cpu_seconds, seconds, cost, ended_at)
SELECT id, command ->> 'modelName', created_at,
    coalesce((documents #>> '{completed,metrics,cpuSeconds}')::double precision,
        (documents #>> '{epoch,measures,cpuSeconds}')::double precision, 0),
    (documents #>> '{completed,metrics,wallSeconds}')::double precision,
    coalesce((documents #>> '{completed,metrics,cost}')::double precision, 0),
    ended_at
FROM ledger
WHERE kind = 'training' AND gone IS NULL AND command ->> 'modelName' IS NOT NULL;
