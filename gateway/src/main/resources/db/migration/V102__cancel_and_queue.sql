-- When somebody first asked for the end of a training, and what its trainer said of the queue.
ALTER TABLE training
    ADD COLUMN cancel_requested_at timestamptz,
    ADD COLUMN queued jsonb;
