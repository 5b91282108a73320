package io.likeness.platform.jobs;

/** What came of cancelling a job, and who announces its end. */
public sealed interface Cancelling {

    /** Nobody had it; it has ended in the caller's transaction, which announces that. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Withdrawn(byte[] payload, String correlationId) implements Cancelling {}

    /** A runner has it and is told; its handler announces the end, be it cancelled or, where that was quicker, any other. */
    record Told() implements Cancelling {}

    /** It is not known; a start that comes later is refused, so that the caller may announce the end. */
    record Forestalled() implements Cancelling {}

    /** It can be cancelled no more: it will announce its own end. */
    record TooLate() implements Cancelling {}

    /** It has ended before and nothing is changed. */
    record AlreadyEnded(JobEnd end) implements Cancelling {}
}
