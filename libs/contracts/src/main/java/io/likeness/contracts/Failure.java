package io.likeness.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a piece of work ended without its result, as events and the API carry it.
 *
 * @param code the reason; {@code UNKNOWN} for one that a newer writer knows, whose name then begins the message
 * @param message one sentence for a person
 * @param retriable whether the same request may succeed later
 */
public record Failure(ErrorCode code, String message, boolean retriable) {
    private static final int LONGEST_MESSAGE = 4000;

    public Failure {
        Require.present("failure.code", code);
        Require.text("failure.message", message);
    }

    /** A message that is too long for a person is cut: it has to fit into one Kafka record. */
    public static Failure of(LikenessException exception) {
        String message = exception.getMessage();
        String words = message == null || message.isBlank()
                ? exception.code().name()
                // No database keeps it.
                : message.replace('\u0000', '\ufffd');
        return new Failure(exception.code(), Excerpt.of(words, LONGEST_MESSAGE), exception.retriable());
    }

    /** A failure is a fact, whatever it is called: a code that is not known here keeps its name, and no hope is built on it. */
    @JsonCreator
    static Failure read(
            @JsonProperty("code") @Nullable String code,
            @JsonProperty("message") @Nullable String message,
            @JsonProperty("retriable") boolean retriable) {
        String name = Require.text("failure.code", code);
        String words = Require.text("failure.message", message);
        Optional<ErrorCode> known = Arrays.stream(ErrorCode.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        return known.map(found -> new Failure(found, words, retriable))
                .orElseGet(() -> new Failure(ErrorCode.UNKNOWN, name + ": " + words, false));
    }
}
