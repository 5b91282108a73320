package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.chaos.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the version is trained that serves.
 *
 * @param archive of faces; drawn ones where there is none
 * @param preset and epochs as the API has them
 * @param conditions labels that the networks are told
 */
record Recipe(Optional<Path> archive, String preset, int epochs, List<String> conditions) {
    private static final int DRAWN_FACES = 4_000;
    private static final int SEED = 1;

    Recipe {
        conditions = List.copyOf(conditions);
    }

    /** Imports and trains; the version serves then, as the first of its model. */
    void make(Preparation preparation, String model) throws IOException, InterruptedException {
        String dataset = archive.isPresent()
                ? preparation.dataset(model, archive.orElseThrow())
                : preparation.dataset(model, preparation.uploadDrawn(model, DRAWN_FACES));
        Map<String, Object> body = new HashMap<>(
                Map.of("datasetId", dataset, "modelName", model, "preset", preset, "epochs", epochs, "seed", SEED));
        if (!conditions.isEmpty()) {
            body.put("configuration", Map.of("conditions", conditions));
        }
        preparation.end("/v1/trainings", body, "succeeded");
    }

    @Override
    public String toString() {
        String faces = archive.map(file -> String.valueOf(file.getFileName())).orElse(DRAWN_FACES + " drawn faces");
        String told = conditions.isEmpty() ? "" : ", told " + String.join(", ", conditions);
        return "%s, preset %s, %d epochs%s".formatted(faces, preset, epochs, told);
    }
}
