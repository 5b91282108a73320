package io.likeness.training.run;

import io.likeness.training.adversarial.AdversarialTerms;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the discriminator said of the images of an epoch so far, each image counted once. Immutable.
 *
 * @param hinge of {@link AdversarialTerms#discriminator()}
 * @param drawnLabels of {@link AdversarialTerms#drawnLabels()}
 * @param realLabels of {@link AdversarialTerms#realLabels()}
 */
record DiscriminatorSums(double hinge, double drawnLabels, double realLabels) {
    static final DiscriminatorSums NONE = new DiscriminatorSums(0, 0, 0);

    DiscriminatorSums plus(AdversarialTerms terms, int images) {
        return new DiscriminatorSums(
                hinge + terms.discriminator() * images,
                drawnLabels + terms.drawnLabels() * images,
                realLabels + terms.realLabels() * images);
    }

    /**
     * By the names under which an epoch reports them.
     *
     * @param labelled whether there are labels to report
     */
    Map<String, Double> means(long images, boolean labelled) {
        Map<String, Double> means = new TreeMap<>(Map.of("discriminator", hinge / images));
        if (labelled) {
            means.put("drawnLabels", drawnLabels / images);
            means.put("realLabels", realLabels / images);
        }
        return means;
    }
}
