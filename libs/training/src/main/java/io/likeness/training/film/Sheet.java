package io.likeness.training.film;

import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays blocks of faces out on one white picture, a little apart: each block is a grid eight wide. Stateless, safe for threads. */
final class Sheet {
    static final int COLUMNS = 8;

    private static final int PADDING = 2;
    private static final int GAP = 4;
    private static final int WHITE = 255;
    private static final FaceGrid GRID = new FaceGrid(COLUMNS, PADDING, 1, WHITE);

    private Sheet() {}

    static BufferedImage block(List<ImageTensor> faces) {
        return GRID.draw(faces);
    }

    /** Reconstructions and samples of one epoch in a row, at most eight of each. */
    static BufferedImage row(List<ImageTensor> reconstructions, List<ImageTensor> samples) {
        return beside(block(first(reconstructions)), block(first(samples)));
    }

    /** A row of originals and a gap, so that it is as wide as {@link #row}. */
    static BufferedImage heading(List<ImageTensor> originals) {
        BufferedImage faces = block(first(originals));
        return beside(faces, blank(faces, faces.getWidth(), faces.getHeight()));
    }

    /** Under each other, a gap after the first. */
    static BufferedImage stack(List<BufferedImage> pictures) {
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).sum() + GAP;
        BufferedImage sheet = blank(pictures.getFirst(), pictures.getFirst().getWidth(), height);
        int top = 0;
        for (BufferedImage picture : pictures) {
            sheet.getRaster().setRect(0, top, picture.getRaster());
            top += picture.getHeight() + (top == 0 ? GAP : 0);
        }
        return sheet;
    }

    private static BufferedImage beside(BufferedImage left, BufferedImage right) {
        int width = left.getWidth() + GAP + right.getWidth();
        BufferedImage row = blank(left, width, Math.max(left.getHeight(), right.getHeight()));
        row.getRaster().setRect(0, 0, left.getRaster());
        row.getRaster().setRect(left.getWidth() + GAP, 0, right.getRaster());
        return row;
    }

    private static BufferedImage blank(BufferedImage like, int width, int height) {
        BufferedImage blank = new BufferedImage(width, height, like.getType());
        int[] row = new int[width * like.getRaster().getNumBands()];
        Arrays.fill(row, WHITE);
        for (int y = 0; y < height; y++) {
            blank.getRaster().setPixels(0, y, width, 1, row);
        }
        return blank;
    }

    private static List<ImageTensor> first(List<ImageTensor> faces) {
        return new ArrayList<>(faces.subList(0, Math.min(COLUMNS, faces.size())));
    }
}
