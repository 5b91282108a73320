package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.RolloutChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/models/{name}/shadow}, as sent.
 *
 * @param share in thousandths
 * @param seconds until it ends by itself
 */
@Schema(description = "Which version draws copies, of how many requests, how long and why")
record ShadowRequest(
        @Schema(
                description = "Any that is registered, whatever the gate said of it",
                required = true,
                minimum = "1",
                examples = "3")
        @Nullable
        Integer version,

        @Schema(
                description = "Of the requests that name no version, in thousandths, 1 to 1,000",
                defaultValue = "100",
                minimum = "1",
                maximum = "1000")
        @Nullable
        Integer share,

        @Schema(
                description = "Seconds until it ends by itself",
                defaultValue = "3600",
                minimum = "1",
                maximum = "604800")
        @Nullable
        Long seconds,

        @Schema(
                required = true,
                examples = "to see it on real requests",
                minLength = 1,
                maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {
    private static final int ONE_IN_TEN = RolloutChanged.WHOLE / 10;
    private static final long LONGEST = Duration.ofDays(7).toSeconds();

    Shadow shadow(String modelName, Instant now) {
        long lasting = seconds == null ? Duration.ofHours(1).toSeconds() : seconds;
        String why = Require.text("reason", reason);
        Require.between("reason (characters)", why.length(), 1, ChangeServing.LONGEST_REASON);
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return new Shadow(
                modelName,
                Require.between("version", Require.present("version", version), 1, Integer.MAX_VALUE),
                Require.between("share", share == null ? ONE_IN_TEN : share, 1, RolloutChanged.WHOLE),
                at.plusSeconds(Require.between("seconds", lasting, 1, LONGEST)),
                why,
                ChangeServing.person(by),
                at);
    }
}
