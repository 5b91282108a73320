package io.likeness.gateway.letter;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some letters, the newest first. */
@Schema(name = "DeadLetterPage", description = "Some dead letters, the newest first")
public record LetterPage(
        List<Letter> letters,

        @Schema(description = "The cursor of the next page; absent on the last") @Nullable
        String next) {}
