package io.likeness.platform.jobs;

import static java.util.Locale.ROOT;

/** How a job has ended. */
public enum JobEnd {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    EXPIRED;

    static JobEnd of(String column) {
        return valueOf(column.toUpperCase(ROOT));
    }

    String column() {
        return name().toLowerCase(ROOT);
    }
}
