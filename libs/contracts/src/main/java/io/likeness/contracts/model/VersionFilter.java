package io.likeness.contracts.model;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a model are looked for: those that fulfil all of it.
 *
 * @param tags that they have, at most {@link ChangeNotes#MOST_TAGS}
 * @param text within description, a tag's value or an alias, in upper or lower case, at most {@link ChangeNotes#LONGEST_VALUE} characters; absent: any
 * @param alias that names them; absent: any
 * @param limit how many are found at most, 1 to {@link #MOST_FOUND}, the newest first
 */
public record VersionFilter(
        Map<String, String> tags,
        @Nullable String text,
        @Nullable String alias,
        int limit) {
    public static final int MOST_FOUND = 200;
    private static final String FORM = "a key, ':' and a value, such as season:winter";

    public VersionFilter {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        if (text != null) {
            Require.between("text (characters)", Require.text("text", text).length(), 1, ChangeNotes.LONGEST_VALUE);
        }
        if (alias != null) {
            Require.name("alias", alias);
        }
        Require.between("limit", limit, 1, MOST_FOUND);
    }

    /**
     * A filter as a query has it.
     *
     * @param tags each a key, a colon and a value
     * @throws LikenessException {@code INVALID_REQUEST} naming the parameter that is malformed
     */
    public static VersionFilter of(List<String> tags, @Nullable String text, @Nullable String alias, int limit) {
        Require.between("tag (filters)", tags.size(), 0, ChangeNotes.MOST_TAGS);
        Map<String, String> wanted = new TreeMap<>();
        for (String tag : tags) {
            int colon = tag.indexOf(':');
            if (colon < 1 || colon == tag.length() - 1) {
                throw Require.invalid("tag", FORM, "'" + tag + "'");
            }
            String key = Require.name("tag (key)", tag.substring(0, colon));
            String value = tag.substring(colon + 1);
            Require.between("tag (characters of the value)", value.length(), 1, ChangeNotes.LONGEST_VALUE);
            String earlier = wanted.put(key, value);
            if (earlier != null && !earlier.equals(value)) {
                throw Require.invalid("tag", "one value of " + key, "'" + earlier + "' and '" + value + "'");
            }
        }
        return new VersionFilter(wanted, text, alias, limit);
    }
}
