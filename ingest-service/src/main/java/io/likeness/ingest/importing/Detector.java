package io.likeness.ingest.importing;

import io.likeness.faces.FaceFinder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one finder of faces of the process, where it was built with one. */
@Singleton
class Detector {
    private static final Logger LOG = LoggerFactory.getLogger(Detector.class);

    private final @Nullable FaceFinder finder;

    Detector() {
        finder = FaceFinder.available() ? new FaceFinder() : null;
        if (finder == null) {
            LOG.warn("built without the face detector: photos are cropped at their centre");
        }
    }

    @Nullable
    FaceFinder finder() {
        return finder;
    }

    @PreDestroy
    void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
