package io.likeness.standalone.command;

import io.likeness.client.Dataset;
import io.likeness.client.Generation;
import io.likeness.client.Job;
import io.likeness.client.Training;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far something is.
 *
 * @param doing one or two words
 * @param share that is done, 0 to 1, or not a number where nobody knows
 * @param rest what else there is to say
 */
record Step(String doing, double share, String rest) {
    private static final String QUEUED = "queued";

    static Step of(Job job) {
        if (job.status().equals(QUEUED)) {
            Integer position = job.queuePosition();
            return new Step(
                    "waiting", Double.NaN, position == null ? "" : "number " + position + " of those that wait");
        }
        if (job.ended()) {
            return new Step(job.status(), job.succeeded() ? 1 : Double.NaN, "");
        }
        return switch (job) {
            case Dataset dataset -> importing(dataset.progress());
            case Training training -> training(training);
            case Generation generation ->
                new Step("drawing", Double.NaN, generation.count() + " faces with " + generation.model());
        };
    }

    static Step uploading(String file, long sent, long length) {
        return new Step(
                "uploading",
                (double) sent / length,
                file + ", " + InWords.bytes(sent) + " of " + InWords.bytes(length));
    }

    static Step copying(String source, long copied, long bytes) {
        return new Step(
                "copying",
                bytes == 0 ? Double.NaN : (double) copied / bytes,
                source + ", " + InWords.bytes(copied) + " of " + InWords.bytes(bytes));
    }

    private static Step importing(Dataset.@Nullable Progress progress) {
        if (progress == null) {
            return new Step("importing", Double.NaN, "");
        }
        String rest = String.format(
                Locale.ROOT, "%,d of %,d images, %,d refused", progress.read(), progress.entries(), progress.skipped());
        return new Step(
                "importing",
                progress.entries() == 0 ? Double.NaN : (double) progress.read() / progress.entries(),
                progress.waitingFor() == null ? rest : rest + ", waits for " + progress.waitingFor());
    }

    private static Step training(Training training) {
        Training.Epoch latest = training.latest();
        Training.Estimate estimate = training.estimate();
        if (latest == null) {
            return new Step(
                    "training",
                    0,
                    estimate == null ? "getting ready" : "about " + InWords.seconds(estimate.seconds()) + " in all");
        }
        Double left = latest.measures() == null ? null : latest.measures().etaSeconds();
        return new Step(
                "training",
                (double) latest.epoch() / training.epochs(),
                String.format(
                        Locale.ROOT,
                        "epoch %d of %d, loss %.4f, on unseen %.4f, %.0f images/s%s",
                        latest.epoch(),
                        training.epochs(),
                        latest.trainLoss(),
                        latest.validationLoss(),
                        latest.imagesPerSecond(),
                        left == null ? "" : ", " + InWords.seconds(left) + " left"));
    }
}
