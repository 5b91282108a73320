package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.data.LabelTable;
import io.likeness.training.density.LabelledLatents;
import io.likeness.training.density.MixtureFit;
import io.likeness.training.film.FilmReel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Films a training: the same held-out faces reconstructed and the same latents decoded after each epoch. A latent is the same by its place
 * in the distribution of the epoch's latents, of which one Gaussian is fitted, because the space itself moves while the encoder learns. For
 * one thread.
 */
final class EpochFilm {
    private static final int DENSITY_IMAGES = 1_024;
    /** Time between two writings, as a multiple of the time that one takes. */
    private static final int LEAST_SHARE = 10;

    private final TrainingConfiguration configuration;
    private final ImageCache train;
    private final Reconstruction reconstruction;
    private final Path folder;
    private final float[] faces;
    private final float[] faceLabels;
    private final int faceCount;
    private final int[] sampled;
    private final FilmReel reel;
    private long writtenNanos = Long.MIN_VALUE / 2;
    private long writingNanos;
    private boolean behind;

    /** @param saved of an earlier run's reel, empty for none */
    EpochFilm(TrainingConfiguration configuration, ImageSplits images, Replicas replicas, Path folder, byte[] saved) {
        this.configuration = configuration;
        this.train = images.train();
        this.reconstruction = new Reconstruction(configuration, replicas);
        this.folder = folder;
        this.faces = images.validation().spread(FilmReel.MOST_IMAGES);
        this.faceCount = faces.length / configuration.imageLength();
        int[] order = ImageOrder.shuffled(train.count(), configuration.seed(), 0);
        ImageCache validation = images.validation();
        int[] faceOrder = validation.spreadOrder(FilmReel.MOST_IMAGES);
        this.faceLabels = validation.conditions().read(faceOrder, 0, faceCount);
        this.sampled = Arrays.copyOf(order, Math.min(order.length, DENSITY_IMAGES));
        TensorShape shape = new TensorShape(configuration.channels(), configuration.side());
        this.behind = saved.length > 0;
        this.reel = saved.length > 0 ? FilmReel.restore(saved) : new FilmReel(shape, faces, FilmReel.MOST_IMAGES);
    }

    /** Adds an epoch and writes both files anew, unless that would take more than a tenth of the time. */
    void add(int epoch, float[] weights) {
        float[] reconstructed = reconstruction.reconstruct(weights, faces, faceLabels, faceCount);
        float[] decoded = reconstruction.decode(weights, samples(weights));
        reel.add(epoch, reconstructed, decoded);
        behind = true;
        if (System.nanoTime() - writtenNanos >= LEAST_SHARE * writingNanos) {
            flush();
        }
    }

    /** Writes what was added since the files were written. */
    void flush() {
        if (behind) {
            long start = System.nanoTime();
            reel.write(folder);
            writtenNanos = System.nanoTime();
            writingNanos = writtenNanos - start;
            behind = false;
        }
    }

    byte[] save() {
        return reel.save();
    }

    private DecoderInputs samples(float[] weights) {
        float[] latents = reconstruction.encode(weights, train, sampled);
        LabelTable told = train.conditions();
        LabelledLatents labelled = new LabelledLatents(
                latents, configuration.latents(), told.labels(), told.read(sampled, 0, sampled.length));
        LatentDensity density = MixtureFit.fit(labelled, 1, configuration.seed());
        return new DecoderSampler(configuration, density).sample(FilmReel.MOST_IMAGES);
    }
}
