package io.likeness.contracts.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.likeness.contracts.Require;

/** Images per split. */
public record SplitCounts(long train, long validation, long test) {
    public SplitCounts {
        Require.between("counts.train", train, 0, Long.MAX_VALUE);
        Require.between("counts.validation", validation, 0, Long.MAX_VALUE);
        Require.between("counts.test", test, 0, Long.MAX_VALUE);
    }

    @JsonIgnore
    public long total() {
        return train + validation + test;
    }

    public long of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
