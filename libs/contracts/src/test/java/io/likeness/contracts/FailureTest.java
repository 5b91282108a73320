package io.likeness.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class FailureTest {

    @Test
    void carriesCodeAndMessageAndWhetherTryingAgainMayHelp() {
        assertEquals(
                new Failure(ErrorCode.OBJECT_STORE_UNAVAILABLE, "the store did not answer", true),
                Failure.of(new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "the store did not answer")));
        assertEquals(
                new Failure(ErrorCode.NO_USABLE_IMAGE, "none of 12 entries is an image", false),
                Failure.of(new LikenessException(ErrorCode.NO_USABLE_IMAGE, "none of 12 entries is an image")));
    }

    @Test
    void messageThatIsNotForAPersonIsCut() {
        Failure failure = Failure.of(new LikenessException(ErrorCode.INTERNAL_ERROR, "x".repeat(2_000_000)));
        assertEquals("x".repeat(4000), failure.message());
    }

    @Test
    void messageIsNotCutWithinACharacter() {
        String face = "\ud83d\ude00";
        Failure failure = Failure.of(new LikenessException(ErrorCode.INTERNAL_ERROR, "x".repeat(3999) + face));
        assertEquals("x".repeat(3999), failure.message());
        assertEquals(failure, Json.decode(Json.encode(failure), Failure.class));
    }

    @Test
    void exceptionWithoutWordsIsNamedByItsCode() {
        assertEquals(
                new Failure(ErrorCode.INTERNAL_ERROR, "INTERNAL_ERROR", false),
                Failure.of(new LikenessException(ErrorCode.INTERNAL_ERROR, "")));
    }
}
