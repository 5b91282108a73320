package io.likeness.gateway.letter;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer could not handle.
 *
 * @param topic where it was read, with {@code partition} and {@code offset}; minus one where it does not say
 * @param consumer absent for a record that no service of ours put aside
 * @param key absent where the record had none
 * @param type its {@code ce_type}, absent where it had none
 * @param ended whether the job that it asked for has been ended as failed
 * @param whole whether its bytes are here
 * @param formerId the letter that this record was when it was replayed
 */
@Schema(name = "DeadLetter", description = "A record that a consumer could not handle")
public record Letter(
        String id,
        LetterState state,

        @Schema(description = "Where it was read", examples = "likeness.dataset.event.v1")
        String topic,

        @Schema(description = "Minus one where it is not known")
        int partition,

        @Schema(description = "Minus one where it is not known")
        long offset,

        @Schema(
                description = "The service that could not handle it; absent for a record that none of ours put aside",
                examples = "trainer-service")
        @Nullable
        String consumer,

        @Schema(description = "Why it could not", examples = "MALFORMED_EVENT")
        String code,

        @Schema(description = "Why it could not, in words") String reason,
        @Schema(description = "The record's key") @Nullable String key,

        @Schema(description = "The record's ce_type") @Nullable
        String type,

        @Nullable String correlationId,

        @Schema(
                description =
                        "Whether the job that it asked for has been ended as failed; such a command is not replayed")
        boolean ended,

        @Schema(description = "Whether its bytes are here; not if the broker took no copy of that size")
        boolean whole,

        @Schema(description = "The letter that this record was when it was replayed, and failed again") @Nullable
        String formerId,

        Instant failedAt,

        @Schema(description = "When it was last replayed, or discarded") @Nullable
        Instant decidedAt,

        Links links) {

    /** Where to look next. */
    @Schema(name = "DeadLetterLinks")
    public record Links(String self) {
        static Links of(String id) {
            return new Links("/v1/dead-letters/" + id);
        }
    }
}
