package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * A change of an alias: which version it names from now on. The newest change again changes nothing more.
 *
 * @param version absent: none, the alias is removed
 * @param revision of the alias that the change is made of, 0 for one that never was; absent: whichever it is
 * @param by who decides, in their own words, 1 to 100 characters; absent: nobody says
 * @param reason one sentence for a person, 1 to 500 characters
 */
public record ChangeAlias(
        @Nullable Integer version,
        @Nullable Long revision,
        @Nullable String by,
        String reason) {
    public ChangeAlias {
        if (version != null) {
            Require.between("version", version, 1, Integer.MAX_VALUE);
        }
        if (revision != null) {
            Require.between("revision", revision, 0, Long.MAX_VALUE);
        }
        if (by != null) {
            Require.between("by (characters)", Require.text("by", by).length(), 1, ChangeServing.LONGEST_BY);
        }
        Require.between(
                "reason (characters)", Require.text("reason", reason).length(), 1, ChangeServing.LONGEST_REASON);
    }
}
