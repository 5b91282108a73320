package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.GenerationIndex.Image;
import io.likeness.imaging.ApngFile;
import io.likeness.imaging.ApngFrame;
import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.GridFile;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a result on local disk, written face by face. For one thread; whoever opened them closes them. */
final class FaceFiles implements FaceSink, AutoCloseable {
    /** How long an animation shows a frame, and how long one on which the eye rests. */
    private static final int FRAME_MILLISECONDS = 80;

    private static final int REST_MILLISECONDS = 600;
    private static final String GRID = "grid.png";
    private static final FaceGrid ALONE = new FaceGrid(1, 0, 1, 255);

    private final Path folder;
    private final FacePlan plan;
    private final List<Image> images = new ArrayList<>();
    private final OutputStream faces;
    private final @Nullable GridFile grid;
    private final @Nullable ApngFile animation;
    private long bytes;

    private FaceFiles(Path folder, FacePlan plan, TensorShape shape, Map<String, String> text) throws IOException {
        this.folder = folder;
        this.plan = plan;
        try (Opening opening = new Opening()) {
            this.faces = opening.add(new BufferedOutputStream(Files.newOutputStream(faces())));
            this.grid = plan.alone()
                    ? null
                    : opening.add(new GridFile(folder.resolve(GRID), plan.grid(), shape, plan.pictures(), text));
            this.animation = plan.animated()
                    ? opening.add(new ApngFile(animation(), plan.codes().size()))
                    : null;
            for (ImageTensor before : plan.before()) {
                show(before);
            }
            opening.complete();
        }
    }

    /**
     * Files in a folder that is there.
     *
     * @param text of the grid
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} if the disk cannot be written, as every method does
     */
    static FaceFiles open(Path folder, FacePlan plan, TensorShape shape, Map<String, String> text) {
        return onDisk(() -> new FaceFiles(folder, plan, shape, text));
    }

    @Override
    public void add(Face face) {
        onDisk(() -> {
            images.add(new Image(face.index(), face.seed(), bytes, face.png().length));
            faces.write(face.png());
            bytes += face.png().length;
            show(face.pixels());
            if (animation != null) {
                animation.add(ApngFrame.of(
                        ALONE.draw(List.of(face.pixels())),
                        plan.restsAt(face.index()) ? REST_MILLISECONDS : FRAME_MILLISECONDS));
            }
            return face;
        });
    }

    /** Completes the files. */
    void finish() {
        onDisk(() -> {
            faces.close();
            if (grid != null) {
                grid.finish();
            }
            if (animation != null) {
                animation.finish();
            }
            return folder;
        });
    }

    boolean alone() {
        return grid == null;
    }

    boolean animated() {
        return animation != null;
    }

    List<Image> images() {
        return images;
    }

    Path faces() {
        return folder.resolve("faces.bin");
    }

    /** All faces in one picture; of a face alone, itself. */
    Path grid() {
        return grid == null ? faces() : folder.resolve(GRID);
    }

    Path animation() {
        return folder.resolve("animation.png");
    }

    @Override
    public void close() {
        onDisk(() -> {
            try (faces;
                    grid;
                    animation) {
                return folder;
            }
        });
    }

    private void show(ImageTensor picture) throws IOException {
        if (grid != null) {
            grid.add(picture);
        }
    }

    private interface DiskWork<T> {
        T run() throws IOException;
    }

    private static <T> T onDisk(DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot be written: " + e, e);
        }
    }
}
