package io.likeness.gateway.request;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bounds that the documentation of a field or a parameter states, as they are checked. Stateless. */
final class Bounds {
    private Bounds() {}

    /** What a number must be, if it is not. */
    static Optional<String> brokenBy(BigDecimal value, @Nullable Schema schema) {
        if (schema == null) {
            return Optional.empty();
        }
        List<String> enumeration = List.of(schema.enumeration());
        if (!enumeration.isEmpty() && !enumeration.contains(value.toPlainString())) {
            return Optional.of("one of " + enumeration);
        }
        boolean low = !schema.minimum().isEmpty() && value.compareTo(new BigDecimal(schema.minimum())) < 0;
        boolean high = !schema.maximum().isEmpty() && value.compareTo(new BigDecimal(schema.maximum())) > 0;
        return low || high ? Optional.of(range(schema.minimum(), schema.maximum())) : Optional.empty();
    }

    /** What a text must be, if it is not. */
    static Optional<String> brokenBy(String value, @Nullable Schema schema) {
        if (schema == null) {
            return Optional.empty();
        }
        List<String> enumeration = List.of(schema.enumeration());
        if (!enumeration.isEmpty() && !enumeration.contains(value)) {
            return Optional.of("one of " + enumeration);
        }
        if (schema.minLength() > 0 && value.isBlank()) {
            return Optional.of("a text that is not blank");
        }
        boolean fits = value.length() >= schema.minLength() && value.length() <= schema.maxLength();
        return fits ? Optional.empty() : Optional.of(schema.minLength() + " to " + schema.maxLength() + " characters");
    }

    /** How many items a list must have, if it has others; a bound that is not stated is the annotation's default, beyond which none is. */
    static Optional<String> brokenBy(int items, @Nullable Schema schema) {
        if (schema == null) {
            return Optional.empty();
        }
        String least = schema.minItems() == Integer.MAX_VALUE ? "0" : Integer.toString(schema.minItems());
        String most = schema.maxItems() == Integer.MIN_VALUE ? "" : Integer.toString(schema.maxItems());
        boolean fits = items >= Integer.parseInt(least) && (most.isEmpty() || items <= Integer.parseInt(most));
        return fits ? Optional.empty() : Optional.of(range(least, most) + " items");
    }

    private static String range(String least, String most) {
        if (most.isEmpty()) {
            return least + " or more";
        }
        return least.isEmpty() ? "at most " + most : least + " to " + most;
    }
}
