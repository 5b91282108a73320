package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.TrainingFilm;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The films of trainings that run, in the object store. Safe for threads. */
@ApplicationScoped
class Films {
    static final String STRIP_TYPE = "image/png";
    static final String ANIMATION_TYPE = "image/apng";

    private static final Logger LOG = LoggerFactory.getLogger(Films.class);

    private final RunObjects objects;

    Films(RunObjects objects) {
        this.objects = objects;
    }

    /** Stores the film up to an epoch; empty if the engine made none, or if it could not be stored: a film stops no training. */
    Optional<TrainingFilm> store(Attempt attempt, int epoch) {
        if (!Files.isRegularFile(attempt.file(ModelManifest.FILM_STRIP))
                || !Files.isRegularFile(attempt.file(ModelManifest.FILM))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TrainingFilm(
                    put(attempt, ModelManifest.FILM_STRIP, "film-" + epoch + ".png", STRIP_TYPE),
                    put(attempt, ModelManifest.FILM, "film-" + epoch + ".apng", ANIMATION_TYPE)));
        } catch (LikenessException | IOException e) {
            LOG.warn("film not stored id={} epoch={} cause={}", attempt.id(), epoch, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** By way of memory: the engine may replace the file meanwhile. */
    private ObjectReference put(Attempt attempt, String file, String name, String mediaType) throws IOException {
        return objects.put(attempt, Files.readAllBytes(attempt.file(file)), name, mediaType);
    }

    void discard(TrainingFilm film) {
        objects.discard(film.strip());
        objects.discard(film.animation());
    }
}
