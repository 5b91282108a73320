package io.likeness.generator.generation;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.generation.GenerationIndex.Image;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.decoding.DecoderSessions;
import io.likeness.imaging.ApngFrame;
import io.likeness.imaging.ApngWriter;
import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a job's result: {@code faces.bin}, {@code grid.png} and, last, {@code index.json}, whose presence says that the result
 * is complete; for a walk also {@code animation.png}. Safe for threads.
 */
@ApplicationScoped
class ResultFiles {
    private static final String JSON = "application/json";
    private static final String PNG = "image/png";

    /** How long an animation shows a frame, and how long one on which the eye rests. */
    private static final int FRAME_MILLISECONDS = 80;

    private static final int REST_MILLISECONDS = 600;

    private final ObjectStore store;
    private final DecoderSessions sessions;

    ResultFiles(MinioObjectStore store, DecoderSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    Optional<StoredResult> find(String generationId) {
        String key = indexKey(generationId);
        return store.find(Bucket.RESULTS, key)
                .map(content -> new StoredResult(
                        Json.decode(content, GenerationIndex.class),
                        new ObjectReference(
                                Bucket.RESULTS.logicalName(), key, Digests.sha256(content), content.length, JSON)));
    }

    /**
     * Writes the files, replacing those of a job that died half way.
     *
     * @param startNanos {@link System#nanoTime} when the job began
     */
    StoredResult store(GenerateFaces command, ModelVersion version, FacePlan plan, List<Face> faces, long startNanos) {
        String folder = command.generationId() + "/";
        ByteArrayOutputStream pngs = new ByteArrayOutputStream();
        List<Image> images = new ArrayList<>();
        for (Face face : faces) {
            images.add(new Image(face.index(), face.seed(), pngs.size(), face.png().length));
            pngs.writeBytes(face.png());
        }
        ObjectReference stored =
                store.put(Bucket.RESULTS, folder + "faces.bin", pngs.toByteArray(), "application/octet-stream");
        ObjectReference grid = store.put(Bucket.RESULTS, folder + "grid.png", grid(command, version, plan, faces), PNG);
        ObjectReference animation = plan.animated()
                ? store.put(Bucket.RESULTS, folder + "animation.png", animation(plan, faces), PNG)
                : null;
        GenerationIndex index = new GenerationIndex(
                command.generationId(),
                version.name(),
                version.version(),
                version.digest(),
                command.seed(),
                sessions.provider(),
                Platform.describe(),
                (System.nanoTime() - startNanos) / 1e9,
                stored,
                grid,
                animation,
                images);
        return new StoredResult(
                index, store.put(Bucket.RESULTS, indexKey(command.generationId()), Json.encode(index), JSON));
    }

    private static byte[] grid(GenerateFaces command, ModelVersion version, FacePlan plan, List<Face> faces) {
        List<ImageTensor> pictures = new ArrayList<>(plan.before());
        faces.stream().map(Face::pixels).forEach(pictures::add);
        return PngWriter.write(plan.grid().draw(pictures), FaceText.ofRequest(version, command));
    }

    private static byte[] animation(FacePlan plan, List<Face> faces) {
        FaceGrid alone = new FaceGrid(1, 0, 1, 255);
        List<ApngFrame> frames = new ArrayList<>();
        for (Face face : faces) {
            frames.add(ApngFrame.of(
                    alone.draw(List.of(face.pixels())),
                    plan.restsAt(face.index()) ? REST_MILLISECONDS : FRAME_MILLISECONDS));
        }
        return ApngWriter.write(frames);
    }

    private static String indexKey(String generationId) {
        return generationId + "/index.json";
    }
}
