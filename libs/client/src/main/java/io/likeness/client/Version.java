package io.likeness.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of a version.
 *
 * @param measure what its validation loss is of
 * @param champion whether it serves
 */
public record Version(
        String name,
        int version,
        String trainingId,
        String datasetId,
        String measure,
        double validationLoss,
        Map<String, Double> metrics,
        String registeredAt,
        boolean champion,
        @Nullable List<String> aliases,
        @Nullable String description) {

    /** One with all that is known of it. */
    public record Details(
            String name,
            int version,
            String digest,
            String trainingId,
            String datasetId,
            String measure,
            double validationLoss,
            Map<String, Double> metrics,
            String registeredAt,
            boolean champion,
            List<Label> labels,
            List<String> conditions,
            List<String> aliases,
            @Nullable String description) {}

    /** Something that faces may be asked for. */
    public record Label(String name, boolean binary) {}
}
