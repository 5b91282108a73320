package io.likeness.benchmarks.training;

import java.util.List;

/**
 * How libtorch may use a machine.
 *
 * @param threads of libtorch within a replica
 * @param replicas that divide each batch and add their gradients
 */
record Setting(String name, int threads, int replicas) {
    static final Setting ONE_THREAD = new Setting("1 thread", 1, 1);
    static final List<Setting> ALL =
            List.of(ONE_THREAD, new Setting("2 threads", 2, 1), new Setting("2 replicas", 1, 2));
}
