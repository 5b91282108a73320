package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.latent.FaceCode;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.platform.web.Failures;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Decodes and writes faces in batches side by side. A face depends on the model, its code and its text alone, whatever the batch, the
 * count and the number of threads. Safe for threads.
 */
@ApplicationScoped
class FaceDrawing {
    private final int batch;
    private final ExecutorService pool;

    FaceDrawing(GeneratorConfiguration configuration) {
        this.batch = Require.between("likeness.generator.batch", configuration.batch(), 1, 256);
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
     * The faces of a command, in order.
     *
     * @param codes one for each
     *
     * @throws LikenessException {@code INTERNAL_ERROR} if the decoder fails, {@code MODEL_NOT_READY} if the service stops
     */
    List<Face> draw(GenerateFaces command, ModelLease model, List<FaceCode> codes) {
        List<Callable<List<Face>>> batches = new ArrayList<>();
        for (int first = 0; first < codes.size(); first += batch) {
            int from = first;
            int to = Math.min(codes.size(), first + batch);
            batches.add(() -> drawUnderOwnLease(command, model, codes.subList(from, to), from));
        }
        try {
            List<Face> faces = new ArrayList<>(codes.size());
            for (Future<List<Face>> drawn : pool.invokeAll(batches)) {
                faces.addAll(drawn.get());
            }
            return faces;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping(e);
        } catch (RejectedExecutionException e) {
            throw stopping(e);
        } catch (ExecutionException e) {
            throw Failures.classify(e);
        }
    }

    /** An interrupted job leaves while its batches still run, so each holds the networks open by itself. */
    private static List<Face> drawUnderOwnLease(GenerateFaces command, ModelLease job, List<FaceCode> codes, int from) {
        try (ModelLease model = job.another()) {
            return draw(command, model, codes, from);
        }
    }

    private static List<Face> draw(GenerateFaces command, ModelLease model, List<FaceCode> codes, int from) {
        float[] images = model.decode(codes);
        List<Face> faces = new ArrayList<>(codes.size());
        for (int i = 0; i < codes.size(); i++) {
            ImageTensor pixels =
                    ImageTensor.ofUnit(model.shape(), images, i * model.shape().size());
            int index = from + i;
            byte[] png = PngWriter.write(pixels, FaceText.ofImage(model.version(), command, index));
            faces.add(new Face(index, LatentSampler.imageSeed(command.seed(), index), pixels, png));
        }
        return faces;
    }

    private static LikenessException stopping(Exception cause) {
        return new LikenessException(ErrorCode.MODEL_NOT_READY, "this generator is stopping", cause);
    }
}
