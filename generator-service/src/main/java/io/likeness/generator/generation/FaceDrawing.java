package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.DrawingMemory.Share;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSampler;
import io.likeness.platform.web.Failures;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Decodes and writes faces in batches side by side, a few of each job at a time. A face depends on the model, its code and its text
 * alone, whatever the batch, the count and the number of threads. Safe for threads.
 */
@ApplicationScoped
class FaceDrawing {
    private final ExecutorService pool;
    private final GenerationMeters meters;

    FaceDrawing(GeneratorConfiguration configuration, GenerationMeters meters) {
        this.meters = meters;
        int threads = configuration.threads().orElse(Runtime.getRuntime().availableProcessors());
        this.pool = Executors.newFixedThreadPool(
                Require.between("likeness.generator.threads", threads, 1, 64),
                Thread.ofPlatform().daemon().name("face-drawing-", 0).factory());
    }

    @PreDestroy
    void close() {
        pool.shutdown();
    }

    /**
     * Draws the faces of a command and hands them over in order.
     *
     * @param codes one for each
     * @param share what may be in memory of them at once
     * @throws LikenessException {@code MODEL_UNUSABLE} if the decoder fails, {@code MODEL_NOT_READY} if the service stops
     * @throws InterruptedException if nobody wants them any more; batches that have begun end within an image
     */
    void draw(GenerateFaces command, ModelLease model, List<FaceCode> codes, Share share, FaceSink sink)
            throws InterruptedException {
        Deque<Future<List<Face>>> ahead = new ArrayDeque<>();
        try {
            int next = 0;
            while (next < codes.size() || !ahead.isEmpty()) {
                while (next < codes.size() && ahead.size() < share.batchesAhead()) {
                    int from = next;
                    next = Math.min(codes.size(), from + share.batch());
                    List<FaceCode> batch = codes.subList(from, next);
                    ahead.add(pool.submit(() -> drawUnderOwnLease(command, model, batch, from)));
                }
                for (Face face : ahead.remove().get()) {
                    sink.add(face);
                }
            }
        } catch (RejectedExecutionException e) {
            throw new LikenessException(ErrorCode.MODEL_NOT_READY, "this generator is stopping", e);
        } catch (ExecutionException e) {
            throw Failures.classify(e);
        } finally {
            ahead.forEach(batch -> batch.cancel(true));
        }
    }

    /** An interrupted job leaves while its batches still run, so each holds the networks open by itself. */
    private List<Face> drawUnderOwnLease(GenerateFaces command, ModelLease job, List<FaceCode> codes, int from)
            throws InterruptedException {
        long start = System.nanoTime();
        try (ModelLease model = job.another()) {
            List<Face> faces = draw(command, model, codes, from);
            meters.drawn(start);
            return faces;
        }
    }

    private static List<Face> draw(GenerateFaces command, ModelLease model, List<FaceCode> codes, int from)
            throws InterruptedException {
        float[] images = model.decode(codes);
        List<Face> faces = new ArrayList<>(codes.size());
        for (int i = 0; i < codes.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("batch of generation " + command.generationId());
            }
            ImageTensor pixels =
                    ImageTensor.ofUnit(model.shape(), images, i * model.shape().size());
            int index = from + i;
            byte[] png = PngWriter.write(pixels, FaceText.ofImage(model.version(), command, index));
            faces.add(new Face(index, LatentSampler.imageSeed(command.rule(), command.seed(), index), pixels, png));
        }
        return faces;
    }
}
