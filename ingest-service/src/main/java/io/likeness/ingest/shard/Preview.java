package io.likeness.ingest.shard;

import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.imaging.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A grid of 64 images drawn from the whole dataset: those with the smallest digests, so that every run draws the same. */
public final class Preview {
    private static final int IMAGES = 64;

    private static final byte WHITE = (byte) 255;

    private final TreeMap<String, ImageTensor> chosen = new TreeMap<>();

    public void offer(AcceptedImage image) {
        chosen.put(image.row().sha256(), image.pixels());
        if (chosen.size() > IMAGES) {
            chosen.pollLastEntry();
        }
    }

    /** The grid as a PNG file; needs at least one image. */
    public byte[] png() {
        return png(List.copyOf(chosen.values()));
    }

    /** Of a dataset without an image, for whoever shows previews: a white one in place of the first. */
    public static byte[] blank(TensorShape shape) {
        byte[] white = new byte[shape.size()];
        Arrays.fill(white, WHITE);
        return png(List.of(ImageTensor.of(shape, white)));
    }

    private static byte[] png(List<ImageTensor> faces) {
        return PngWriter.write(FaceGrid.squareFor(faces.size()).draw(faces), Map.of());
    }
}
