package io.likeness.training.run;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.adversarial.SpectralNormalisation;
import io.likeness.training.network.Adam;
import io.likeness.training.protocol.EpochReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training's progress as a file: magic, a head in JSON, the sums of the epoch that has begun, weights, best weights and both moments of Adam as
 * big-endian {@code float[parameters]}, the same of the adversarial stage where that has begun, the film, and the SHA-256 of all before it.
 */
final class Checkpoint {
    private static final String MAGIC = "likeness-checkpoint-4";
    private static final int DIGEST_BYTES = 32;
    private static final int MOST_BYTES = 1 << 30;

    private Checkpoint() {}

    /**
     * What can be said in JSON.
     *
     * @param trainImages of the dataset
     * @param bestEpoch 0 before the first
     */
    private record Head(
            TrainingConfiguration configuration,
            int trainImages,
            int step,
            int adamSteps,
            int epochsAboveStart,
            double seconds,
            double cpuSeconds,
            List<EpochReport> epochs,
            int bestEpoch,
            @Nullable AdversarialHead adversarial) {}

    /**
     * The same of the adversarial stage.
     *
     * @param bestEpoch place in {@code epochs}, 1-based; 0 for none
     */
    private record AdversarialHead(
            int step,
            int adamSteps,
            int collapsedEpochs,
            double seconds,
            DiscriminatorSums discriminatorSums,
            @Nullable Double bestDistance,
            List<EpochReport> epochs,
            int bestEpoch) {
        static AdversarialHead of(AdversarialProgress progress) {
            return new AdversarialHead(
                    progress.step,
                    progress.adam.steps(),
                    progress.collapsedEpochs,
                    progress.seconds,
                    progress.discriminatorSums,
                    Double.isFinite(progress.bestDistance) ? progress.bestDistance : null,
                    progress.epochs,
                    progress.best == null ? 0 : progress.epochs.indexOf(progress.best) + 1);
        }
    }

    /** Writes the file whole or not at all: beside its place, forced to disk, then moved. */
    static void write(
            Path file,
            TrainingConfiguration configuration,
            int trainImages,
            Progress progress,
            double cpuSeconds,
            byte[] film) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                MessageDigest digest = Digests.newSha256();
                OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                DataOutputStream out = new DataOutputStream(new DigestOutputStream(raw, digest));
                write(out, head(configuration, trainImages, progress, cpuSeconds), progress, film);
                out.flush();
                raw.write(digest.digest());
                raw.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "cannot write " + file.getFileName(), e);
        }
    }

    /** What was read. */
    record Restored(Progress progress, byte[] film) {}

    /**
     * Reads the progress of the same training.
     *
     * @throws LikenessException {@code DIGEST_MISMATCH} if the file is damaged, {@code STATE_CONFLICT} if it is of another configuration or
     *     other images
     */
    static Restored read(Path file, TrainingConfiguration configuration, int trainImages) {
        MessageDigest digest = Digests.newSha256();
        try (DigestInputStream digesting =
                        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest);
                DataInputStream in = new DataInputStream(digesting)) {
            require("magic", in.readUTF().equals(MAGIC));
            Head head = Json.decode(bytes(in), Head.class);
            requireSame(head, configuration, trainImages);
            LossSums sums = sums(in);
            double start = in.readDouble();
            float[] weights = floats(in);
            float[] bestWeights = floats(in);
            Progress progress = new Progress(weights, new Adam(floats(in), floats(in), head.adamSteps()));
            progress.adversarial = adversarial(in, configuration, head.adversarial());
            byte[] film = bytes(in);
            byte[] expected = digest.digest();
            digesting.on(false);
            require("digest", MessageDigest.isEqual(expected, in.readNBytes(DIGEST_BYTES)));
            progress.sums.restore(sums);
            progress.divergence = new Divergence(start, head.epochsAboveStart());
            progress.bestWeights = bestWeights;
            progress.epochs.addAll(head.epochs());
            progress.best = head.bestEpoch() == 0 ? null : head.epochs().get(head.bestEpoch() - 1);
            progress.step = head.step();
            progress.seconds = head.seconds();
            progress.cpuSecondsBefore = head.cpuSeconds();
            return new Restored(progress, film);
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH,
                    "checkpoint: expected a whole file, found one that ends or is no such",
                    e);
        }
    }

    private static Head head(
            TrainingConfiguration configuration, int trainImages, Progress progress, double cpuSeconds) {
        return new Head(
                configuration,
                trainImages,
                progress.step,
                progress.adam.steps(),
                progress.divergence.epochsAbove(),
                progress.seconds,
                cpuSeconds,
                progress.epochs,
                progress.best == null ? 0 : progress.best.epoch(),
                progress.adversarial == null ? null : AdversarialHead.of(progress.adversarial));
    }

    private static void write(DataOutputStream out, Head head, Progress progress, byte[] film) throws IOException {
        out.writeUTF(MAGIC);
        bytes(out, Json.encode(head));
        sums(out, progress.sums);
        out.writeDouble(progress.divergence.start());
        floats(out, progress.weights);
        floats(out, progress.bestWeights);
        floats(out, progress.adam.first());
        floats(out, progress.adam.second());
        if (progress.adversarial != null) {
            write(out, progress.adversarial);
        }
        bytes(out, film);
    }

    private static void write(DataOutputStream out, AdversarialProgress progress) throws IOException {
        sums(out, progress.anchors);
        floats(out, progress.weights);
        floats(out, progress.average);
        floats(out, progress.bestWeights);
        floats(out, progress.discriminator);
        floats(out, progress.norms.directions());
        floats(out, progress.adam.first());
        floats(out, progress.adam.second());
        floats(out, progress.discriminatorAdam.first());
        floats(out, progress.discriminatorAdam.second());
    }

    private static @Nullable AdversarialProgress adversarial(
            DataInputStream in, TrainingConfiguration configuration, @Nullable AdversarialHead head)
            throws IOException {
        AdversarialStage stage = configuration.adversarial();
        if (head == null || stage == null) {
            return null;
        }
        LossSums anchors = sums(in);
        float[] weights = floats(in);
        float[] average = floats(in);
        float[] bestWeights = floats(in);
        float[] discriminator = floats(in);
        SpectralNormalisation norms =
                SpectralNormalisation.resume(AdversarialProgress.parameters(configuration, stage), floats(in));
        Adam adam = AdversarialProgress.adam(floats(in), floats(in), head.adamSteps());
        Adam discriminatorAdam = AdversarialProgress.adam(floats(in), floats(in), head.adamSteps());
        AdversarialProgress progress =
                new AdversarialProgress(weights, average, bestWeights, discriminator, norms, adam, discriminatorAdam);
        progress.anchors.restore(anchors);
        progress.epochs.addAll(head.epochs());
        progress.best = head.bestEpoch() == 0 ? null : head.epochs().get(head.bestEpoch() - 1);
        progress.bestDistance = head.bestDistance() == null ? Double.POSITIVE_INFINITY : head.bestDistance();
        progress.collapsedEpochs = head.collapsedEpochs();
        progress.discriminatorSums = head.discriminatorSums();
        progress.seconds = head.seconds();
        progress.step = head.step();
        return progress;
    }

    private static void sums(DataOutputStream out, LossSums sums) throws IOException {
        out.writeDouble(sums.mse());
        out.writeDouble(sums.l1());
        out.writeDouble(sums.ssim());
        out.writeLong(sums.images());
    }

    private static LossSums sums(DataInputStream in) throws IOException {
        LossSums sums = new LossSums();
        sums.restore(in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
        return sums;
    }

    private static void requireSame(Head head, TrainingConfiguration configuration, int trainImages) {
        if (!head.configuration().equals(configuration) || head.trainImages() != trainImages) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "checkpoint: expected one of this configuration and %d images, found one of %d images and %s"
                            .formatted(trainImages, head.trainImages(), head.configuration()));
        }
    }

    private static void require(String what, boolean whole) {
        if (!whole) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH, "checkpoint: expected a whole file, found another " + what);
        }
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(length(in));
    }

    private static void floats(DataOutputStream out, float[] values) throws IOException {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
        bytes(out, bytes);
    }

    private static float[] floats(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        require("length", length >= 0 && length <= MOST_BYTES);
        return length;
    }
}
