package io.likeness.platform.jobs;

import static java.util.Locale.ROOT;

/** What a job needs of the machine that runs it. */
public enum ResourceClass {
    CPU,
    GPU;

    String column() {
        return name().toLowerCase(ROOT);
    }
}
