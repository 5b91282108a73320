package io.likeness.training.adversarial;

import io.likeness.training.network.DiscriminatorDesign;

/**
 * What discriminator and decoder minimise, by the discriminator's logits {@code float[N, maps, positions]}, as means over images and positions.
 * The discriminator's layers have norm 1, so its logits are small: a margin of its hinge, and a unit of its labels' logits, is {@link #MARGIN}.
 * Every method writes derivatives by the logits of the maps that it is about, and leaves the others. Immutable, safe for threads.
 */
record DiscriminatorLoss(DiscriminatorDesign design) {
    /** Chosen among 1, 1/4 and 1/16 for the fewest dots and the least error (docs/quality.md); a power of two, so that dividing by it rounds nothing. */
    static final float MARGIN = 1 / 16f;

    /**
     * The discriminator's hinge loss {@code max(0, 1 - s logit / margin)} (Lim and Ye, "Geometric GAN", 2017).
     *
     * @param sign s: 1 for photographs, -1 for faces that the decoder drew
     */
    double hinge(float[] logits, int count, int sign, float[] derivatives) {
        int positions = positions();
        float share = 1 / (MARGIN * count * positions);
        double sum = 0;
        for (int image = 0; image < count; image++) {
            int first = image * design.logits();
            for (int i = first; i < first + positions; i++) {
                float loss = 1 - sign * logits[i] / MARGIN;
                sum += Math.max(0, loss);
                derivatives[i] = loss > 0 ? -sign * share : 0;
            }
        }
        return sum / (count * positions);
    }

    /** The derivatives of what the decoder minimises, {@code -strength logit}: in logits, not in margins. */
    void decoder(int count, double strength, float[] derivatives) {
        int positions = positions();
        float share = (float) (-strength / (count * positions));
        for (int image = 0; image < count; image++) {
            int first = image * design.logits();
            for (int i = first; i < first + positions; i++) {
                derivatives[i] = share;
            }
        }
    }

    /**
     * Mean cross entropy of labels, {@code max(0, z) - z t + log(1 + exp(-|z|))} of z, a logit in margins, and t, the label in [0, 1], which both
     * networks minimise (Odena et al. 2017); 0 where there are none.
     *
     * @param labels {@code float[N, K]} in [-1, 1], one between counting as that much of both ends
     * @param strength factor of the derivatives
     */
    double labels(float[] logits, float[] labels, int count, double strength, float[] derivatives) {
        int positions = positions();
        int terms = Math.max(1, count * positions * design.labels());
        double share = strength / (MARGIN * terms);
        double sum = 0;
        for (int label = 0; label < count * design.labels(); label++) {
            int image = label / design.labels();
            double target = (1 + labels[label]) / 2;
            int first = image * design.logits() + (1 + label % design.labels()) * positions;
            for (int i = first; i < first + positions; i++) {
                double logit = logits[i] / MARGIN;
                sum += Math.max(0, logit) - logit * target + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
                derivatives[i] = (float) (share * (1 / (1 + StrictMath.exp(-logit)) - target));
            }
        }
        return sum / terms;
    }

    /** Logits a map. */
    private int positions() {
        return design.logits() / design.maps();
    }
}
