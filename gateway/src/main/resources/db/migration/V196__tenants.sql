-- Whose everything is. What came before there were tenants is the operator's.
ALTER TABLE ledger ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE upload ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE arrival ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE webhook ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE erasure ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE idempotency_key ADD COLUMN tenant text NOT NULL DEFAULT 'main';

-- The same key of two tenants is two keys.
ALTER TABLE idempotency_key DROP CONSTRAINT idempotency_key_pkey, ADD PRIMARY KEY (tenant, operation, key);

-- Lists are a tenant's, and so are the names of datasets.
DROP INDEX ledger_listed;
CREATE INDEX ledger_listed ON ledger (tenant, kind, created_at, id) WHERE gone IS NULL;
DROP INDEX ledger_dataset_name;
CREATE INDEX ledger_dataset_name ON ledger (tenant, (command ->> 'name'), created_at DESC) WHERE kind = 'dataset' AND gone IS NULL;
DROP INDEX upload_waiting;
CREATE INDEX upload_waiting ON upload (tenant, dataset_name, created_at, id)
    WHERE dataset_name IS NOT NULL AND dataset_id IS NULL AND failure IS NULL AND gone_at IS NULL;
DROP INDEX upload_newest;
CREATE INDEX upload_newest ON upload (tenant, created_at DESC, id DESC) WHERE gone_at IS NULL;
DROP INDEX arrival_newest;
CREATE INDEX arrival_newest ON arrival (tenant, created_at DESC, id DESC) WHERE gone_at IS NULL;

-- One tenant's erasure of a file says nothing of what another has.
DROP INDEX erasure_running;
CREATE UNIQUE INDEX erasure_running ON erasure (tenant, sha256) WHERE state = 'running';

-- Names of models are unique on a system: whose each is, from when it is first asked for. All that hangs on a model (versions, policy, shadow, rollouts) is
-- whose the model is.
CREATE TABLE model_owner (
    name       text        PRIMARY KEY,
    tenant     text        NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX model_owner_tenant ON model_owner (tenant, name);
INSERT INTO model_owner (name, tenant)
SELECT name, 'main' FROM (
    SELECT name FROM model
    UNION SELECT name FROM model_version
    UNION SELECT name FROM rollout
    UNION SELECT model FROM shadow
    UNION SELECT model FROM training_policy
    UNION SELECT model FROM policy_training
    UNION SELECT command ->> 'modelName' FROM ledger WHERE kind = 'training' AND gone IS NULL) AS known
WHERE name IS NOT NULL;
