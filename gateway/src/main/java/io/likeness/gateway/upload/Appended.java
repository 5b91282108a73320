package io.likeness.gateway.upload;

/** What became of a body that was to be appended. */
sealed interface Appended {
    /** All of it is kept. */
    record Kept(Standing standing) implements Appended {}

    /** The client is elsewhere than the upload. */
    record Elsewhere(long expected, long found, boolean whole) implements Appended {}
}
