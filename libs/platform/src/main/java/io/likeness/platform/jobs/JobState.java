package io.likeness.platform.jobs;

/**
 * Where a job stands, read under a lock of its row. What can happen to it is a method of the state in which it can; who calls it
 * writes the state that is returned. A runner takes a queued job by a statement of its own, since it does not know which.
 */
sealed interface JobState {

    /** There is no row: the command that starts it has not come, or never will. */
    record Unknown() implements JobState {
        /** Leaves a tombstone, so that a start that comes later is refused. */
        Ended cancel() {
            return new Ended(JobEnd.CANCELLED);
        }
    }

    /** Nobody has it. */
    record Queued(Origin origin) implements JobState {
        Ended cancel() {
            return new Ended(JobEnd.CANCELLED);
        }

        Ended expire() {
            return new Ended(JobEnd.EXPIRED);
        }

        /** Ends it for a reason outside of it. */
        Ended refuse() {
            return new Ended(JobEnd.FAILED);
        }
    }

    /** A runner has it; that one may {@link Lease#end} it. */
    record Running(boolean cancelled) implements JobState {
        /** Its runner is to end it. */
        Running cancel() {
            return new Running(true);
        }
    }

    /** What it does can be called off no more: it goes on to its own end, in a runner's hands or between two. */
    record Pinned() implements JobState {}

    /** It is over; the row stays for a while, so that a repeated command changes nothing. */
    record Ended(JobEnd end) implements JobState {}

    /** What a job was written with. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Origin(byte[] payload, String correlationId) {}
}
