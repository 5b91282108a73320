package io.likeness.contracts.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a version, which itself never changes.
 *
 * @param aliases that name it, sorted; may be empty
 * @param description absent where there is none
 * @param tags values by key, sorted; may be empty
 */
public record VersionNotes(List<String> aliases, @Nullable String description, Map<String, String> tags) {
    /** Of a version of which nobody has said anything. */
    public static final VersionNotes NONE = new VersionNotes(List.of(), null, Map.of());

    public VersionNotes {
        aliases = aliases == null ? List.of() : aliases.stream().sorted().toList();
        tags = tags == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
