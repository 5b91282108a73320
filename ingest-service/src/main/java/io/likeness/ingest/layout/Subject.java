package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Split;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a layout knows about one image.
 *
 * @param identity the person, absent where the layout names none
 * @param officialSplit the part that the dataset's authors put it in, absent where they did not
 */
public record Subject(
        @Nullable String identity,
        Map<String, Double> labels,
        @Nullable Split officialSplit) {
    /** An image of which nothing is known. */
    static final Subject UNKNOWN = new Subject(null, Map.of(), null);

    /** An image of which the person alone is known. */
    public static Subject of(String person) {
        return new Subject(person, Map.of(), null);
    }

    public Subject {
        labels = Map.copyOf(labels);
    }
}
