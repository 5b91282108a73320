package io.likeness.testkit.samples.cycle.right;

import io.likeness.testkit.samples.cycle.left.Left;
import java.util.List;

/** Needs what needs it. */
public record Right(List<Left> lefts) {
    static Right of(Left left) {
        return new Right(List.of(left));
    }
}
