package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when on a version serves, and why; never changed once written.
 *
 * @param changeId of this change alone
 * @param revision of the model's plan, 1 and then one more with each change
 * @param version that serves from now on, absent where none does
 * @param previous that served until now, absent where none did
 * @param by who decided, in their own words; else {@link ChangeServing#GATE}, {@link ChangeServing#REGISTRY} or {@link
 * ChangeServing#GENERATOR}
 * @param reason one sentence for a person
 * @param at later than the change before
 */
public record ServingChange(
        String changeId,
        long revision,
        @Nullable Integer version,
        @Nullable Integer previous,
        ServingCause cause,
        String by,
        String reason,
        Instant at) {
    public ServingChange {
        Require.text("changeId", changeId);
        Require.between("revision", revision, 1, Long.MAX_VALUE);
        Require.present("cause", cause);
        Require.text("by", by);
        Require.text("reason", reason);
        Require.present("at", at);
    }

    /** Whether it is what was asked for; a rollback may have been asked for without a version. */
    boolean isOf(ChangeServing request) {
        return cause == request.cause()
                && reason.equals(request.reason())
                && (request.by() == null || request.by().equals(by))
                && (request.version() == null || request.version().equals(version));
    }
}
