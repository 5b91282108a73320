package io.likeness.ingest.shard;

import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A grid of 64 images drawn from the whole dataset: those with the smallest digests, so that every run draws the same. */
public final class Preview {
    private static final int IMAGES = 64;

    private final TreeMap<String, ImageTensor> chosen = new TreeMap<>();

    public void offer(AcceptedImage image) {
        chosen.put(image.row().sha256(), image.pixels());
        if (chosen.size() > IMAGES) {
            chosen.pollLastEntry();
        }
    }

    /** The grid as a PNG file; needs at least one image. */
    public byte[] png() {
        List<ImageTensor> faces = List.copyOf(chosen.values());
        return PngWriter.write(FaceGrid.squareFor(faces.size()).draw(faces), Map.of());
    }
}
