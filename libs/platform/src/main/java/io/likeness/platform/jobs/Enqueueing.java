package io.likeness.platform.jobs;

/** What came of enqueueing a job. */
public enum Enqueueing {
    /** It is written. */
    QUEUED,
    /** A job of that kind and id is there already, or has ended; nothing is changed. */
    KNOWN,
    /** It was cancelled before it came, or since; nothing is changed. */
    CANCELLED
}
