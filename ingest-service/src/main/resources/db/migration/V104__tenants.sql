-- Whose a dataset is, and for whom a file is wanted nowhere: an erasure touches what its tenant has. What was there before is the operator's.
ALTER TABLE sealed ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE revised ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE rewritten ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE erased ADD COLUMN tenant text NOT NULL DEFAULT 'main';
ALTER TABLE erased DROP CONSTRAINT erased_pkey, ADD PRIMARY KEY (tenant, sha256);
