package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/** A version, and what people say of it. */
public record NotedVersion(ModelVersion version, VersionNotes notes) {
    public NotedVersion {
        Require.present("version", version);
        Require.present("notes", notes);
    }
}
