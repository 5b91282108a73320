-- Why the broker will never take an event; such a row is kept for a person and no longer sent.
ALTER TABLE outbox ADD COLUMN refused text;
