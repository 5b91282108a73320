package io.likeness.benchmarks.training;

import io.likeness.benchmarks.Comparison;
import io.likeness.benchmarks.Faces;
import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.Scratch;
import io.likeness.contracts.training.Augmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains the {@code seed} preset with ours and with libtorch: same images, order, initial weights and batch. Prints images per second, the
 * input pipeline's alone, and whether the losses agree; with {@code --epochs}, whole trainings on all images and how well they end; with
 * {@code --images}, ours alone on so many images beside a few thousand. Exit code 1 if ours and libtorch are more than 2 % apart in loss.
 *
 * <p>Options: {@code --data ARCHIVE} (default: drawn faces), {@code --rounds N} (default 5), {@code --epochs N}, {@code --seed N} with it (default 0), {@code --images N}, {@code --json FILE}. System
 * properties: {@code likeness.root}, the built project, and {@code likeness.natives}, a folder for native libraries.
 */
public final class TrainingBenchmark {
    private static final List<String> OPTIONS =
            List.of("--data", "--epochs", "--images", "--rounds", "--seed", "--json");
    private static final int DEFAULT_ROUNDS = 5;
    /** 188 steps of 32. */
    private static final int IMAGES_A_ROUND = 6016;

    private static final int IMAGES_BETWEEN_ROUNDS = 512;
    private static final double TOLERANCE = 0.02;

    private final Contest contest;

    private TrainingBenchmark(Contest contest) {
        this.contest = contest;
    }

    public static void main(String... arguments) throws IOException {
        Options options = Options.parse(OPTIONS, arguments);
        boolean agree;
        try (Scratch scratch = Scratch.create()) {
            TrainingFiles files = new TrainingFiles(scratch.folder());
            System.out.println("Preparing faces ...");
            Faces.open(options.path("--data"), scratch.folder()).importInto(new SplitSink(files));
            Path root = Path.of(System.getProperty("likeness.root", "."));
            Path natives = Path.of(
                    System.getProperty("likeness.natives", scratch.folder().toString()));
            TrainingBenchmark benchmark = new TrainingBenchmark(new Contest(root, natives, files));
            Optional<Integer> epochs = options.count("--epochs");
            Optional<Integer> images = options.count("--images");
            if (images.isPresent()) {
                agree = benchmark.scale(images.orElseThrow(), options.path("--json"));
            } else if (epochs.isPresent()) {
                agree = benchmark.quality(
                        epochs.orElseThrow(), options.count("--seed").orElse(0), options.path("--json"));
            } else {
                agree = benchmark.speed(options.count("--rounds").orElse(DEFAULT_ROUNDS), options.path("--json"));
            }
        }
        System.exit(agree ? 0 : 1);
    }

    private boolean speed(int rounds, Optional<Path> json) throws IOException {
        TrainingFiles files = contest.files();
        TrainingFiles.shorten(files.train(), IMAGES_A_ROUND);
        TrainingFiles.shorten(files.validation(), IMAGES_BETWEEN_ROUNDS);
        int images = TrainingFiles.count(files.train());
        System.out.println(images + " images an epoch, batch 32");
        // One to warm up; a setting's trial takes two.
        var configuration = Configurations.seed(Math.max(2, rounds + 1));
        files.writeStart(configuration);
        SpeedBenchmark.Result result = new SpeedBenchmark(contest, configuration, rounds).run();
        result.speed().print("ours", "libtorch, " + result.setting().name());
        write(result.speed(), json);
        pipeline("shuffle and convert", Augmentation.NONE, images, result.speed());
        pipeline("shuffle, augment and convert", PipelineRate.EVERY_KIND, images, result.speed());
        Epoch ours = result.oursFirst();
        Epoch peer = result.peerFirst();
        return agree("mean training loss of the first epoch", ours.trainLoss(), peer.trainLoss())
                & agree("validation loss after it", ours.validationLoss(), peer.validationLoss());
    }

    private boolean scale(int images, Optional<Path> json) throws IOException {
        TrainingFiles small = contest.files();
        TrainingFiles.shorten(small.train(), IMAGES_A_ROUND);
        TrainingFiles.shorten(small.validation(), IMAGES_BETWEEN_ROUNDS);
        TrainingFiles large = small.enlarged(small.folder().resolve("large"), images);
        Comparison result = new ScaleBenchmark(new Contest(contest.root(), contest.natives(), large), contest).run();
        result.print("on " + images + " images", "on " + TrainingFiles.count(small.train()));
        write(result, json);
        return true;
    }

    private boolean quality(int epochs, long seed, Optional<Path> json) throws IOException {
        contest.files().writeStart(Configurations.seed(epochs).withSeed(seed));
        Comparison result = new QualityBenchmark(contest, epochs, seed).run();
        write(result, json);
        return agree("mean squared error on the test images", result.ours(), result.peer());
    }

    private void pipeline(String what, Augmentation augmentation, int images, Comparison network) {
        double rate = PipelineRate.measure(contest.files().train(), images, Configurations.augmented(augmentation));
        System.out.printf(
                Locale.ROOT,
                "input pipeline alone (%s): %.0f images/s, %.1f times the network's speed (at least 3 is wanted)%n",
                what,
                rate,
                rate / network.ours());
    }

    private static boolean agree(String what, double ours, double peer) {
        double apart = Math.abs(ours - peer) / peer;
        System.out.printf(
                Locale.ROOT,
                "%s: ours %.6f, libtorch %.6f, %.2f %% apart (at most %.0f %%)%n",
                what,
                ours,
                peer,
                100 * apart,
                100 * TOLERANCE);
        return apart <= TOLERANCE;
    }

    private static void write(Comparison result, Optional<Path> json) throws IOException {
        if (json.isPresent()) {
            result.write(json.orElseThrow());
        }
    }
}
