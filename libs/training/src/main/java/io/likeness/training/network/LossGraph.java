package io.likeness.training.network;

import io.likeness.contracts.training.LossWeights;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Adds the terms of the loss that have a weight, and their weighted sum, to a SameDiff graph. */
final class LossGraph {
    static final String SQUARED_ERROR = "mse";
    static final String ABSOLUTE_ERROR = "l1";
    static final String SIMILARITY = "ssim";

    static final String LOSS = "loss";

    private final SameDiff graph;
    private final LossWeights weights;

    LossGraph(SameDiff graph, LossWeights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /** What the graph computes: the squared error always, the others if they have a weight. */
    static List<String> terms(LossWeights weights) {
        List<String> terms = new ArrayList<>(List.of(SQUARED_ERROR));
        if (weights.l1() > 0) {
            terms.add(ABSOLUTE_ERROR);
        }
        if (weights.ssim() > 0) {
            terms.add(SIMILARITY);
        }
        return List.copyOf(terms);
    }

    /**
     * The loss of a reconstruction.
     *
     * @param image and its {@code reconstruction}: {@code [N, C, S, S]}
     * @param latent {@code [N, D]}
     */
    void add(SDVariable image, SDVariable latent, SDVariable reconstruction, SimilarityGraph similarity) {
        SDVariable difference = reconstruction.sub(image);
        List<SDVariable> weighted = new ArrayList<>();
        SDVariable squared = graph.math().square(difference).mean(SQUARED_ERROR);
        if (weights.mse() > 0) {
            weighted.add(squared.mul(weights.mse()));
        }
        if (weights.l1() > 0) {
            weighted.add(graph.math().abs(difference).mean(ABSOLUTE_ERROR).mul(weights.l1()));
        }
        if (weights.ssim() > 0) {
            SDVariable mean = similarity.between(image, reconstruction).mean(SIMILARITY);
            weighted.add(mean.rsub(1).mul(weights.ssim()));
        }
        if (weights.penalty() > 0) {
            weighted.add(graph.math().square(latent).sum(1).mean().mul(weights.penalty()));
        }
        weighted.stream().reduce(SDVariable::add).orElseThrow().rename(LOSS);
        graph.setLossVariables(LOSS);
    }
}
