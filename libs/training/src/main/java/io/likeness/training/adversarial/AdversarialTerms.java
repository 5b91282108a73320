package io.likeness.training.adversarial;

import io.likeness.training.loss.LossTerms;
import java.util.List;

/**
 * Means over one step.
 *
 * @param drawn the discriminator's hinge loss on faces that the decoder drew, {@code max(0, 1 + D / margin)}
 * @param real the same on photographs, {@code max(0, 1 - D / margin)}
 * @param drawnLabels cross entropy of the labels that the decoder was told, as the discriminator reads them from what it drew; 0 without labels
 * @param realLabels the same of photographs' labels
 * @param anchor the reconstructions' distances to their photographs
 */
public record AdversarialTerms(double drawn, double real, double drawnLabels, double realLabels, LossTerms anchor) {
    /** Of shares of one size. */
    public static AdversarialTerms mean(List<AdversarialTerms> shares) {
        double count = shares.size();
        return new AdversarialTerms(
                shares.stream().mapToDouble(AdversarialTerms::drawn).sum() / count,
                shares.stream().mapToDouble(AdversarialTerms::real).sum() / count,
                shares.stream().mapToDouble(AdversarialTerms::drawnLabels).sum() / count,
                shares.stream().mapToDouble(AdversarialTerms::realLabels).sum() / count,
                new LossTerms(
                        shares.stream()
                                        .mapToDouble(share -> share.anchor().mse())
                                        .sum()
                                / count,
                        shares.stream()
                                        .mapToDouble(share -> share.anchor().l1())
                                        .sum()
                                / count,
                        shares.stream()
                                        .mapToDouble(share -> share.anchor().ssim())
                                        .sum()
                                / count));
    }

    /** What the discriminator minimises: 2 where it tells nothing apart, 0 where it tells all apart. */
    public double discriminator() {
        return drawn + real;
    }
}
