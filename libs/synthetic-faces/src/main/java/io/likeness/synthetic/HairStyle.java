package io.likeness.synthetic;

/** How the hair is worn. */
public enum HairStyle {
    BALD,
    BUZZED,
    SHORT,
    RECEDING,
    FRINGE,
    TIED_BACK,
    BOB,
    LONG_STRAIGHT,
    LONG_WAVY,
    CURLY;

    boolean reachesShoulders() {
        return this == LONG_STRAIGHT || this == LONG_WAVY;
    }

    boolean framesFace() {
        return reachesShoulders() || this == BOB;
    }
}
