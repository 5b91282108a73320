package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Split;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people call the parts of a split. */
final class Parts {
    private static final Map<String, Split> NAMES = Map.of(
            "train", Split.TRAIN,
            "training", Split.TRAIN,
            "val", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "validation", Split.VALIDATION,
            "dev", Split.VALIDATION,
            "test", Split.TEST);

    private Parts() {}

    static Optional<Split> named(String name) {
        return Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
    }
}
