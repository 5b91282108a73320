-- What people call versions, and all that was ever changed of it. Numbers stay in the changes when their versions are deleted.
CREATE TABLE version_alias (
    model_name text    NOT NULL,
    alias      text    NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (model_name, alias),
    FOREIGN KEY (model_name, version) REFERENCES model_version (model_name, version)
);

CREATE TABLE alias_change (
    model_name text        NOT NULL REFERENCES model (name),
    alias      text        NOT NULL,
    revision   bigint      NOT NULL CHECK (revision >= 1),
    version    integer,
    previous   integer,
    decided_by text        NOT NULL,
    reason     text        NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (model_name, alias, revision)
);

CREATE TRIGGER alias_change_never_changes
    BEFORE UPDATE OR DELETE ON alias_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What people say of a version, which itself never changes.
CREATE TABLE version_note (
    model_name  text    NOT NULL,
    version     integer NOT NULL,
    description text,
    tags        jsonb   NOT NULL,
    PRIMARY KEY (model_name, version),
    FOREIGN KEY (model_name, version) REFERENCES model_version (model_name, version)
);
