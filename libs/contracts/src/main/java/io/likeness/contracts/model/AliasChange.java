package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when on an alias names a version, and why; never changed once written.
 *
 * @param revision of the alias, 1 and then one more with each change
 * @param version that it names from now on, absent where it is removed
 * @param previous that it named until now, absent where it named none
 * @param by who decided, in their own words; {@link ChangeServing#REGISTRY} where the version was deleted
 * @param reason one sentence for a person
 */
public record AliasChange(
        long revision, @Nullable Integer version, @Nullable Integer previous, String by, String reason, Instant at) {
    public AliasChange {
        Require.between("revision", revision, 1, Long.MAX_VALUE);
        Require.text("by", by);
        Require.text("reason", reason);
        Require.present("at", at);
    }
}
