package io.likeness.registry.deletion;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.catalogue.DeletedVersions;
import io.likeness.registry.catalogue.DeletedVersions.Leftover;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the files of deleted versions: those that the manifest names, and whatever else the training's attempts have stored. What the
 * store refuses is tried again later, and holds up no other.
 */
@ApplicationScoped
class DeletedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DeletedFiles.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final DeletedVersions versions;
    private volatile @Nullable Loop loop;

    DeletedFiles(MinioObjectStore store, DeletedVersions versions) {
        this.store = store;
        this.versions = versions;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("deleted-files", INTERVAL, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    private void sweep() {
        List<Leftover> borrowed;
        do {
            borrowed = versions.borrow();
            borrowed.forEach(this::deleteOrLog);
        } while (!borrowed.isEmpty());
    }

    private void deleteOrLog(Leftover leftover) {
        try {
            delete(leftover);
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.error("files of a deleted version stay training={}", leftover.trainingId(), e);
        }
    }

    private void delete(Leftover leftover) {
        artifacts(leftover.manifest()).forEach(file -> store.delete(Bucket.MODELS, file.key()));
        store.delete(Bucket.MODELS, leftover.manifest().key());
        store.deletePrefix(Bucket.MODELS, leftover.trainingId() + "/");
        versions.swept(leftover);
    }

    /** The manifest goes last, so one that cannot be read has gone with all that it named. */
    private Collection<ObjectReference> artifacts(ObjectReference manifest) {
        try {
            return Json.decode(store.fetch(manifest), ModelManifest.class)
                    .artifacts()
                    .values();
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            return List.of();
        }
    }
}
