package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeServing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for an alias to name a version.
 *
 * @param reason one sentence for whoever reads the history
 * @param revision of the alias that the request is made of; absent: whichever it is
 * @param by who asks, in their own words
 */
@Schema(description = "Which version an alias is to name, and why")
record AliasRequest(
        @Schema(required = true, minimum = "1", examples = "3") @Nullable
        Integer version,

        @Schema(required = true, examples = "softer light", minLength = 1, maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(
                description = "Of the alias that this was decided by, 0 for a new one: 409 where it is another by now",
                examples = "0")
        @Nullable
        Long revision,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {

    ChangeAlias change() {
        return new ChangeAlias(
                Require.present("version", version),
                revision,
                ChangeServing.person(by),
                Require.text("reason", reason));
    }
}
