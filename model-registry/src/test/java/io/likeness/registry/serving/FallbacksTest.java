package io.likeness.registry.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FallbacksTest {

    /** A change is a letter, of gate, promotion, rollback or deletion, and the version that serves after it. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "g1, ''",
        "g1 g2 g3, 2 1",
        "g1 g2 g3 r2, 1",
        "g1 g2 g3 r1, ''",
        "g1 g2 r1 p2, 1",
        "g1 g2 r1 g3, 1",
        "g1 g2 r1 r2, ''",
        "g1 g2 p1, 2",
        "g1 g2 p1 r2, ''",
        "g1 g2 d1, ''",
        "g1 g2 r1 d, ''",
        "g1 d g2 g3, 2"
    })
    void areThoseThatServedBeforeAndWereNotTakenBack(String story, String expected) {
        List<ServingChange> changes = new ArrayList<>();
        for (String word : words(story)) {
            long revision = changes.size() + 1;
            changes.addFirst(change(revision, word));
        }
        assertEquals(
                words(expected),
                Fallbacks.of(changes).stream().map(String::valueOf).toList());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static ServingChange change(long revision, String word) {
        ServingCause cause = switch (word.charAt(0)) {
            case 'g' -> ServingCause.GATE;
            case 'p' -> ServingCause.PROMOTION;
            case 'r' -> ServingCause.ROLLBACK;
            default -> ServingCause.DELETION;
        };
        @Nullable Integer version = word.length() > 1 ? Integer.valueOf(word.substring(1)) : null;
        return new ServingChange(
                "change-" + revision,
                revision,
                version,
                null,
                cause,
                "ada",
                "a story",
                Instant.EPOCH.plusSeconds(revision));
    }
}
