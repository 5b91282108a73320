package io.likeness.contracts.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PATCH /v1/models/{name}/versions/{version}} of model-registry, a merge patch (RFC 7396): what is absent stays, {@code null} removes.
 *
 * @param description a text of at most {@link #LONGEST_DESCRIPTION} characters, or null
 * @param tags an object of texts of at most {@link #LONGEST_VALUE} characters or nulls by keys as {@link Require#name} has them, or null for no tags any more
 */
public record ChangeNotes(
        @Nullable JsonNode description, @Nullable JsonNode tags) {
    public static final int LONGEST_DESCRIPTION = 2000;
    public static final int LONGEST_VALUE = 200;
    public static final int MOST_TAGS = 32;

    public ChangeNotes {
        if (description == null && tags == null) {
            throw Require.invalid("body", "a description, tags or both", "neither");
        }
        if (description != null && !description.isNull()) {
            requireText("description", description, LONGEST_DESCRIPTION);
        }
        if (tags != null && !tags.isNull()) {
            if (!tags.isObject()) {
                throw Require.invalid("tags", "an object of values by key, or null", tags.toString());
            }
            tags.properties().forEach(tag -> requireTag(tag.getKey(), tag.getValue()));
        }
    }

    /**
     * What is said of a version once this has changed it.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for more than {@link #MOST_TAGS} tags
     */
    public VersionNotes appliedTo(VersionNotes before) {
        String text =
                description == null ? before.description() : description.isNull() ? null : description.textValue();
        return new VersionNotes(before.aliases(), text, tagsAfter(before.tags()));
    }

    private Map<String, String> tagsAfter(Map<String, String> before) {
        if (tags == null) {
            return before;
        }
        if (tags.isNull()) {
            return Map.of();
        }
        Map<String, String> after = new TreeMap<>(before);
        tags.properties().forEach(tag -> {
            if (tag.getValue().isNull()) {
                after.remove(tag.getKey());
            } else {
                after.put(tag.getKey(), tag.getValue().textValue());
            }
        });
        Require.between("tags (of the version)", after.size(), 0, MOST_TAGS);
        return after;
    }

    private static void requireTag(String key, JsonNode value) {
        Require.name("tags (key)", key);
        if (!value.isNull()) {
            requireText("tags." + key, value, LONGEST_VALUE);
        }
    }

    private static void requireText(String field, JsonNode value, int longest) {
        if (!value.isTextual()) {
            throw Require.invalid(field, "a text, or null", value.toString());
        }
        Require.between(
                field + " (characters)", Require.text(field, value.textValue()).length(), 1, longest);
    }
}
