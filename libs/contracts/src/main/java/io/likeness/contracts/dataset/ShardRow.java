package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one image of a shard comes from.
 *
 * @param source its path in the archive
 * @param sha256 of the file as it was in the archive
 * @param identity the person, absent where the layout names none
 * @param labels numeric labels by name, such as {@code Smiling} 1 or -1, {@code age} 31; may be empty
 */
public record ShardRow(
        String source, String sha256, @Nullable String identity, Map<String, Double> labels) {
    public ShardRow {
        Require.text("row.source", source);
        Require.sha256("row.sha256", sha256);
        labels = labels == null ? Map.of() : Require.numbers("row.labels", labels);
    }
}
