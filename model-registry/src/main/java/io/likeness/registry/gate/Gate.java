package io.likeness.registry.gate;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.registry.gate.GateDecision.Better;
import io.likeness.registry.gate.GateDecision.FirstVersion;
import io.likeness.registry.gate.GateDecision.NotBetter;
import io.likeness.registry.gate.GateDecision.OtherMeasure;
import io.likeness.registry.gate.GateDecision.OtherValidationSet;
import java.util.Optional;

/**
 * The rule of promotion: the first version of a name passes; a later one passes if its validation loss is below its champion's,
 * measured in the same way on the same images. It has no thresholds. Stateless, safe for threads.
 */
public final class Gate {

    private Gate() {}

    /**
     * Decides over one version.
     *
     * @param candidate a version that does not serve
     * @param champion of the same name, absent if none serves
     */
    public static GateDecision decide(ModelVersion candidate, Optional<ModelVersion> champion) {
        return champion.map(serving -> compare(candidate, serving)).orElseGet(() -> new FirstVersion(candidate.name()));
    }

    private static GateDecision compare(ModelVersion candidate, ModelVersion champion) {
        if (!candidate.measure().equals(champion.measure())) {
            return new OtherMeasure(candidate.measure(), champion.version(), champion.measure());
        }
        if (!candidate.validationDigest().equals(champion.validationDigest())) {
            return new OtherValidationSet(
                    candidate.validationDigest(), champion.version(), champion.validationDigest());
        }
        double loss = candidate.validationLoss();
        double championLoss = champion.validationLoss();
        return loss < championLoss
                ? new Better(candidate.measure(), loss, champion.version(), championLoss)
                : new NotBetter(candidate.measure(), loss, champion.version(), championLoss);
    }
}
