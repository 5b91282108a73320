package io.likeness.imaging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A {@link FaceGrid} that is written to a PNG file as its faces are drawn: the bytes of {@link PngWriter} with the memory of one row of
 * faces. Confined to a thread; whoever opened it closes it.
 */
public final class GridFile implements Closeable {
    private final FaceGrid grid;
    private final TensorShape shape;
    private final int side;
    private final int faces;
    private final PngRows rows;
    private final byte[] line;
    private final List<byte[]> waiting = new ArrayList<>();
    private int added;

    /**
     * Creates the file.
     *
     * @param shape of every face
     * @param faces how many there will be, 1 or more
     * @param text as {@link PngWriter#write(ImageTensor, Map)} takes it
     * @throws IllegalArgumentException if there will be no face, or a keyword is not allowed
     */
    public GridFile(Path target, FaceGrid grid, TensorShape shape, int faces, Map<String, String> text)
            throws IOException {
        if (faces < 1) {
            throw new IllegalArgumentException("faces: expected at least 1, found " + faces);
        }
        this.grid = grid;
        this.shape = shape;
        this.side = shape.side() * grid.scale();
        this.faces = faces;
        int width = grid.extent(grid.columns(), side);
        int height = grid.extent((faces + grid.columns() - 1) / grid.columns(), side);
        this.line = new byte[width * shape.channels()];
        this.rows = new PngRows(target, width, height, shape.channels(), text);
    }

    /**
     * Adds the next face.
     *
     * @throws IllegalArgumentException if it is of another shape, or one more than there were to be
     */
    public void add(ImageTensor face) throws IOException {
        if (!face.shape().equals(shape)) {
            throw new IllegalArgumentException("faces: expected all of " + shape + ", found " + face.shape());
        }
        if (added == faces) {
            throw new IllegalArgumentException("faces: expected " + faces + ", found one more");
        }
        added++;
        waiting.add(FaceGrid.enlarge(face, side));
        if (waiting.size() == grid.columns() || added == faces) {
            writeFaces();
        }
    }

    /**
     * Completes the file.
     *
     * @throws IllegalStateException if faces are missing
     */
    public void finish() throws IOException {
        if (added != faces) {
            throw new IllegalStateException("faces: expected " + faces + ", found " + added);
        }
        writePadding();
        rows.finish();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private void writeFaces() throws IOException {
        writePadding();
        for (int y = 0; y < side; y++) {
            Arrays.fill(line, (byte) grid.background());
            for (int column = 0; column < waiting.size(); column++) {
                place(waiting.get(column), y, grid.extent(column, side));
            }
            rows.add(line);
        }
        waiting.clear();
    }

    private void place(byte[] planes, int y, int left) {
        int channels = shape.channels();
        for (int channel = 0; channel < channels; channel++) {
            int from = (channel * side + y) * side;
            for (int x = 0; x < side; x++) {
                line[(left + x) * channels + channel] = planes[from + x];
            }
        }
    }

    private void writePadding() throws IOException {
        Arrays.fill(line, (byte) grid.background());
        for (int y = 0; y < grid.padding(); y++) {
            rows.add(line);
        }
    }
}
