package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * Where a version comes from.
 *
 * @param ancestors its parent, that one's parent and so on, back to one that was trained from random weights or was deleted, but at most {@link
 *     #MOST_ANCESTORS}; where there are more, the last one's parent says where it goes on
 */
public record VersionLineage(VersionOrigin version, List<VersionOrigin> ancestors) {
    public static final int MOST_ANCESTORS = 50;

    public VersionLineage {
        Require.present("version", version);
        ancestors = List.copyOf(Require.present("ancestors", ancestors));
    }
}
