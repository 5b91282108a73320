package io.likeness.contracts;

/**
 * Why a piece of work ended without its result, as events and the API carry it.
 *
 * @param code the reason
 * @param message one sentence for a person
 * @param retriable whether the same request may succeed later
 */
public record Failure(ErrorCode code, String message, boolean retriable) {

    public static Failure of(LikenessException exception) {
        return new Failure(exception.code(), String.valueOf(exception.getMessage()), exception.retriable());
    }
}
