package io.likeness.registry.gate;

/** What the gate found; every kind carries the numbers that decided. Immutable. */
public sealed interface GateDecision {

    /** One sentence for a person. */
    String reason();

    /** Whether the version becomes champion. */
    default boolean passed() {
        return switch (this) {
            case FirstVersion first -> true;
            case Better better -> true;
            case NotBetter notBetter -> false;
            case OtherMeasure otherMeasure -> false;
            case OtherValidationSet otherSet -> false;
        };
    }

    /** Nothing serves under this name yet. */
    record FirstVersion(String modelName) implements GateDecision {
        @Override
        public String reason() {
            return "no version of " + modelName + " serves yet";
        }
    }

    /** The loss is below the champion's. */
    record Better(String measure, double loss, int champion, double championLoss) implements GateDecision {
        @Override
        public String reason() {
            return "%s %s is below %s of champion %d on the same validation set"
                    .formatted(measure, loss, championLoss, champion);
        }
    }

    /** The loss is the champion's or above it. */
    record NotBetter(String measure, double loss, int champion, double championLoss) implements GateDecision {
        @Override
        public String reason() {
            return "%s %s is not below %s of champion %d on the same validation set"
                    .formatted(measure, loss, championLoss, champion);
        }
    }

    /** The losses mean different things. */
    record OtherMeasure(String measure, int champion, String championMeasure) implements GateDecision {
        @Override
        public String reason() {
            return "not comparable: measured by %s, champion %d by %s".formatted(measure, champion, championMeasure);
        }
    }

    /** The losses were measured on different images. */
    record OtherValidationSet(String validationDigest, int champion, String championValidationDigest)
            implements GateDecision {
        @Override
        public String reason() {
            return "not comparable: measured on validation set %s, champion %d on %s"
                    .formatted(validationDigest, champion, championValidationDigest);
        }
    }
}
