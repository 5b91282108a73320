-- The version from whose weights another one was trained on; of another model or of the same.
ALTER TABLE model_version
    ADD COLUMN parent_name    text,
    ADD COLUMN parent_version integer,
    ADD CONSTRAINT parent_is_registered FOREIGN KEY (parent_name, parent_version)
        REFERENCES model_version (model_name, version),
    ADD CONSTRAINT parent_is_whole CHECK ((parent_name IS NULL) = (parent_version IS NULL));
