package io.likeness.contracts;

/**
 * Why a piece of work ended without its result, as events and the API carry it.
 *
 * @param code the reason
 * @param message one sentence for a person
 * @param retriable whether the same request may succeed later
 */
public record Failure(ErrorCode code, String message, boolean retriable) {
    public Failure {
        Require.present("failure.code", code);
        Require.text("failure.message", message);
    }

    public static Failure of(LikenessException exception) {
        String message = exception.getMessage();
        return new Failure(
                exception.code(),
                message == null || message.isBlank() ? exception.code().name() : message,
                exception.retriable());
    }
}
