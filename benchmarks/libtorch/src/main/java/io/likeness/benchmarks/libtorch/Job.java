package io.likeness.benchmarks.libtorch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What to train, from arguments of the form {@code name=value}.
 *
 * @param train file of raw {@code uint8[N, 1, 64, 64]}
 * @param validation the same; picks the weights that are tested
 * @param test the same
 * @param orders file of {@code int32[epochs, N]}, little-endian: the images of each epoch in the order of training
 * @param weights file of {@code float[312801]}, little-endian: the initial weights, layer by layer in PyTorch's layout
 * @param batch images per step
 * @param threads of libtorch within each replica
 * @param replicas over which a batch is divided, one Java thread each
 */
record Job(Path train, Path validation, Path test, Path orders, Path weights, int batch, int threads, int replicas) {

    static Job of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("argument: expected name=value, found " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Job(
                Path.of(require(values, "train")),
                Path.of(require(values, "validation")),
                Path.of(require(values, "test")),
                Path.of(require(values, "orders")),
                Path.of(require(values, "weights")),
                Integer.parseInt(require(values, "batch")),
                Integer.parseInt(require(values, "threads")),
                Integer.parseInt(require(values, "replicas")));
    }

    private static String require(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": expected a value, found none");
        }
        return value;
    }
}
