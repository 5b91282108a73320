package io.likeness.training.judge;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * What a judge is, kept inside its file.
 *
 * @param name of the faces it learned from, such as {@code synthetic} or {@code celeba}
 * @param seed of its training
 * @param trainingFaces it learned from
 * @param heldOutFaces of other people, on which the accuracies were measured
 * @param attributes it tells, in the order of its probabilities
 */
public record JudgeCard(String name, long seed, int trainingFaces, int heldOutFaces, List<Attribute> attributes) {
    public JudgeCard {
        Require.text("judge.name", name);
        attributes = List.copyOf(Require.present("judge.attributes", attributes));
    }

    /**
     * One attribute.
     *
     * @param balancedAccuracy mean of the shares of held-out faces with and without it that are told rightly; NaN where all or none have it
     */
    public record Attribute(String name, double balancedAccuracy) {}
}
