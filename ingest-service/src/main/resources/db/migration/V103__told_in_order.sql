-- What was changed first is told first: the numbers say in which order. Only those not told yet need it.
ALTER TABLE revised ADD COLUMN number bigint NOT NULL DEFAULT nextval('revision');
ALTER TABLE rewritten ADD COLUMN number bigint NOT NULL DEFAULT nextval('revision');
