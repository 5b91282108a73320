package io.likeness.training.run;

import io.likeness.training.loss.LossTerms;

/** Sums of loss terms over images, for their means. */
final class LossSums {
    private double mse;
    private double l1;
    private double ssim;
    private long images;

    void add(LossTerms means, int count) {
        mse += means.mse() * count;
        l1 += means.l1() * count;
        ssim += means.ssim() * count;
        images += count;
    }

    LossTerms means() {
        return new LossTerms(mse / images, l1 / images, ssim / images);
    }

    void clear() {
        restore(0, 0, 0, 0);
    }

    void restore(double mseSum, double l1Sum, double ssimSum, long imagesSum) {
        mse = mseSum;
        l1 = l1Sum;
        ssim = ssimSum;
        images = imagesSum;
    }

    /** Becomes equal to another. */
    void restore(LossSums other) {
        restore(other.mse, other.l1, other.ssim, other.images);
    }

    double mse() {
        return mse;
    }

    double l1() {
        return l1;
    }

    double ssim() {
        return ssim;
    }

    long images() {
        return images;
    }
}
