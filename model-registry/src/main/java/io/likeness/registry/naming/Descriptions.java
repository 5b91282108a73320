package io.likeness.registry.naming;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.catalogue.Notes;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** Descriptions and tags of versions. Safe for threads and for any number of instances. */
@ApplicationScoped
class Descriptions {
    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final Notes notes;

    Descriptions(Jdbi jdbi, ModelVersions versions, Notes notes) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.notes = notes;
    }

    /**
     * Changes what is said of a version; of two at once each changes what it names.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE} if it was deleted, or {@code INVALID_REQUEST} for too many tags
     */
    VersionNotes change(VersionRef version, ChangeNotes change) {
        return jdbi.inTransaction(transaction -> {
            versions.requireLock(transaction, version.name());
            versions.require(transaction, version);
            VersionNotes after = change.appliedTo(notes.find(transaction, version));
            notes.write(transaction, version, after);
            return after;
        });
    }
}
