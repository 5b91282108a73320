package io.likeness.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a benchmark was asked for on its command line, every option with a value. Immutable, safe for threads. */
public record Options(Map<String, String> values) {
    public Options {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException naming the options that there are */
    public static Options parse(List<String> allowed, String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!allowed.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "%s: expected one of %s with a value".formatted(arguments[i], String.join(", ", allowed)));
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Options(values);
    }

    public Optional<Path> path(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of).map(Path::toAbsolutePath);
    }

    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** @throws IllegalArgumentException if the value is no whole number of 1 or more */
    public Optional<Integer> count(String option) {
        return Optional.ofNullable(values.get(option)).map(value -> positive(option, value));
    }

    private static int positive(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(option + ": expected a number from 1 to 9999999, found " + value);
        }
        return Integer.parseInt(value);
    }
}
