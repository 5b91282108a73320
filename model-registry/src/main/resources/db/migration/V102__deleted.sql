-- A version still never changes, but it can be deleted. Its number and its training are remembered for good: neither is given again.
DROP TRIGGER model_version_never_changes ON model_version;
CREATE TRIGGER model_version_never_changes
    BEFORE UPDATE ON model_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A version may outlive the one whose weights it began with.
ALTER TABLE model_version DROP CONSTRAINT parent_is_registered;

CREATE TABLE deleted_version (
    model_name  text        NOT NULL REFERENCES model (name),
    version     integer     NOT NULL,
    training_id text        NOT NULL UNIQUE,
    -- Of the files that are to be deleted from sweep_at on; neither is there any more once they are gone.
    manifest    jsonb,
    sweep_at    timestamptz,
    deleted_at  timestamptz NOT NULL,
    PRIMARY KEY (model_name, version)
);

CREATE INDEX deleted_version_sweep ON deleted_version (sweep_at) WHERE sweep_at IS NOT NULL;
