package io.likeness.training.run;

import io.likeness.contracts.training.NetworkPart;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.util.Arrays;
import java.util.List;

/** Weights that a fine-tuning leaves as they are. Immutable, safe for threads. */
record FrozenParameters(List<Parameter> parameters) {
    static final FrozenParameters NONE = new FrozenParameters(List.of());

    FrozenParameters {
        parameters = List.copyOf(parameters);
    }

    static FrozenParameters of(Parameters all, List<NetworkPart> parts) {
        return new FrozenParameters(all.all().stream()
                .filter(parameter ->
                        parts.stream().anyMatch(part -> parameter.name().startsWith(part.layers())))
                .toList());
    }

    /** Sets those gradients of {@code [from, to)} to 0 that belong to them. */
    void clear(float[] gradients, int from, int to) {
        for (Parameter parameter : parameters) {
            int end = Math.min(to, parameter.offset() + parameter.length());
            Arrays.fill(gradients, Math.min(end, Math.max(from, parameter.offset())), Math.max(from, end), 0);
        }
    }
}
