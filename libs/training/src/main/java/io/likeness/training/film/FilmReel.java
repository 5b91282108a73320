package io.likeness.training.film;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.imaging.ApngFrame;
import io.likeness.imaging.ApngWriter;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.imaging.TensorShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Collects what a network makes of the same held-out faces and the same latents, epoch by epoch, and writes it as a strip and as an
 * animation. It keeps at most 64 epochs: when it is full, it forgets every second one and from then on keeps half as many, but always the
 * latest. Images are {@code float[N, C, S, S]} in [0, 1]; those of more than 64 pixels a side are shown smaller. For one thread.
 */
public final class FilmReel {
    /** Most faces, and most latents. */
    public static final int MOST_IMAGES = 2 * Sheet.COLUMNS;
    /** Most epochs that are kept. */
    public static final int MOST_SCENES = 64;

    public static final String STRIP = "film.png";
    public static final String ANIMATION = "film.apng";
    /** Keyword of the strip's text chunk: the epochs of its rows. */
    static final String EPOCHS = "likeness:epochs";

    private static final int MOST_ROWS = 12;
    private static final int LAST_MILLISECONDS = 1_500;

    private final TensorShape shape;
    private final Stills originals;
    private final int samples;
    private final List<Scene> scenes;
    private int stride;

    /**
     * A reel without an epoch.
     *
     * @param shape [C, S, S] of one image
     * @param originals the held-out faces, 1 to 16 of them
     * @param samples how many latents are decoded, 1 to 16
     * @throws LikenessException {@code INVALID_REQUEST} if there are more or fewer
     */
    public FilmReel(TensorShape shape, float[] originals, int samples) {
        this(shape, Stills.of(Reduction.of(shape).apply(requireImages(shape, originals))), samples, 1, List.of());
    }

    FilmReel(TensorShape shape, Stills originals, int samples, int stride, List<Scene> scenes) {
        this.shape = shape;
        this.originals = originals;
        this.samples = Require.between("samples", samples, 1, MOST_IMAGES);
        this.stride = stride;
        this.scenes = new ArrayList<>(scenes);
    }

    /** What {@link #save()} gave: the reel goes on from there as if it had never been away. */
    public static FilmReel restore(byte[] saved) {
        return SavedReel.read(saved);
    }

    /** Everything the reel holds, deflated, for a checkpoint. */
    public byte[] save() {
        return SavedReel.write(this);
    }

    /**
     * Adds an epoch, which comes after the ones before.
     *
     * @param reconstructions of the originals, in their order
     * @param decoded images of the latents, in their order
     */
    public void add(int epoch, float[] reconstructions, float[] decoded) {
        Require.between("epoch", epoch, scenes.isEmpty() ? 0 : scenes.getLast().epoch() + 1, Integer.MAX_VALUE);
        requireLength("reconstructions", reconstructions, originals.count());
        requireLength("decoded", decoded, samples);
        List<ImageTensor> images = new ArrayList<>(Reduction.of(shape).apply(reconstructions));
        images.addAll(Reduction.of(shape).apply(decoded));
        if (!scenes.isEmpty() && !isKept(scenes.getLast())) {
            scenes.removeLast();
        }
        scenes.add(Scene.of(epoch, Stills.of(images), originals.count()));
        if (scenes.size() > MOST_SCENES) {
            stride *= 2;
            int latest = scenes.getLast().epoch();
            scenes.removeIf(scene -> scene.epoch() != latest && !isKept(scene));
        }
    }

    /** The epochs that are kept, in order. */
    public List<Integer> epochs() {
        return scenes.stream().map(Scene::epoch).toList();
    }

    /**
     * Writes {@link #STRIP} and {@link #ANIMATION}, each whole or not at all.
     *
     * @param folder exists
     * @throws LikenessException {@code TRAINING_FAILED} if they cannot be written
     */
    public void write(Path folder) {
        Require.between("scenes", scenes.size(), 1, MOST_SCENES);
        replace(folder.resolve(STRIP), strip());
        replace(folder.resolve(ANIMATION), animation());
    }

    TensorShape shape() {
        return shape;
    }

    Stills originals() {
        return originals;
    }

    int samples() {
        return samples;
    }

    int stride() {
        return stride;
    }

    List<Scene> scenes() {
        return scenes;
    }

    private boolean isKept(Scene scene) {
        return (scene.epoch() - scenes.getFirst().epoch()) % stride == 0;
    }

    private byte[] strip() {
        List<Scene> shown = spread();
        List<BufferedImage> rows = new ArrayList<>();
        rows.add(Sheet.heading(originals.images()));
        shown.forEach(scene -> rows.add(scene.row()));
        String epochs =
                shown.stream().map(scene -> Integer.toString(scene.epoch())).collect(Collectors.joining(" "));
        return PngWriter.write(Sheet.stack(rows), Map.of(EPOCHS, epochs));
    }

    private byte[] animation() {
        List<ApngFrame> frames =
                new ArrayList<>(scenes.stream().map(Scene::frame).toList());
        frames.add(frames.removeLast().lasting(LAST_MILLISECONDS));
        return ApngWriter.write(frames);
    }

    /** At most twelve scenes, evenly, the first and the last among them. */
    private List<Scene> spread() {
        int rows = Math.min(MOST_ROWS, scenes.size());
        return IntStream.range(0, rows)
                .mapToObj(row -> scenes.get(rows == 1 ? 0 : row * (scenes.size() - 1) / (rows - 1)))
                .toList();
    }

    private void requireLength(String field, float[] images, int count) {
        int expected = count * shape.size();
        Require.between(field, images.length, expected, expected);
    }

    private static float[] requireImages(TensorShape shape, float[] originals) {
        int count = originals.length / shape.size();
        Require.between("originals", count, 1, MOST_IMAGES);
        int expected = count * shape.size();
        Require.between("originals.length", originals.length, expected, expected);
        return originals;
    }

    private static void replace(Path file, byte[] bytes) {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(whole, bytes);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot write " + file.getFileName(), e);
        }
    }
}
