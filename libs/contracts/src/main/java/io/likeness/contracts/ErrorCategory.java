package io.likeness.contracts;

/** Decides what follows from a failure: the HTTP status, a retry, or the dead-letter topic. */
public enum ErrorCategory {
    /** The caller's input is at fault; the same request fails again. */
    USER,
    /** The request contradicts the present state. */
    CONFLICT,
    /** A limit of this system is reached; the same request may succeed later. */
    RESOURCE,
    /** A server that this one depends on did not answer; the same request may succeed later. */
    EXTERNAL,
    /** A defect of ours. */
    INTERNAL;

    /** Whether the same work may succeed when it is tried again unchanged. */
    public boolean retriable() {
        return this == RESOURCE || this == EXTERNAL;
    }
}
