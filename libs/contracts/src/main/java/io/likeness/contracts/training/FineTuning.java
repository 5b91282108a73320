package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * A training that starts from a registered version's weights, with a fresh optimiser.
 *
 * @param modelName of the version to start from
 * @param version 1 or more
 * @param frozen parts whose weights stay as they are; not all of them
 */
public record FineTuning(String modelName, int version, List<NetworkPart> frozen) {
    public FineTuning {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        frozen = List.copyOf(Require.present("frozen", frozen));
        TrainingConfiguration.check(
                "fineTuning.frozen",
                "every part",
                !frozen.containsAll(List.of(NetworkPart.values())),
                "a part that is trained");
    }
}
