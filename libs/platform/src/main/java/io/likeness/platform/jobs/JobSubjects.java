package io.likeness.platform.jobs;

/** What runners are woken by. */
final class JobSubjects {
    private JobSubjects() {}

    static String queued(String kind) {
        return "job-queued " + kind;
    }

    static String cancelled(String kind) {
        return "job-cancelled " + kind;
    }
}
