package io.likeness.faces;

import io.likeness.contracts.LikenessException;
import io.likeness.imaging.CropBox;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.PhotoReduction;
import io.likeness.imaging.PhotoSquare;
import io.likeness.imaging.PhotoSquare.Beyond;
import io.likeness.imaging.TensorShape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds faces on photos, in two steps: a network that sees far proposes them, on the whole photo and on parts of it; one that sees near confirms each
 * and says where its eyes are. Faces of two hundredths of a photo's longer side are found, turned by up to 30 degrees. The same photo gives the same faces.
 * The networks are opened when they are first needed. Safe for threads.
 */
public final class FaceFinder implements AutoCloseable {
    private static final String FAR = "back.onnx";
    private static final String FAR_SHA256 = "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2";
    private static final int FAR_SIDE = 256;
    private static final String NEAR = "front.onnx";
    private static final String NEAR_SHA256 = "d388b1cf8a5f6f1af2b3f4c14f6d0f138bab970cd618cccd12dddb7484e82e51";
    private static final int NEAR_SIDE = 128;

    private static final double LEAST_PROPOSED = 0.3;
    private static final double LEAST_CONFIRMED = 0.6;

    /** The whole photo is seen with a margin, or a face that fills it would be too large. */
    private static final double MARGIN = 1.25;
    /** A photo that is larger is looked at in more pixels, too. */
    private static final int LARGE = 512;
    /** Then the longer side has that many. */
    private static final int MORE_PIXELS = 480;

    /** The square that confirms a face, by its box. */
    private static final double AROUND = 2.0;

    private static final double SAME_FACE = 0.3;

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Networks networks;

    private record Networks(BlazeFace far, BlazeFace near) {
        /** @throws LikenessException as {@link FaceFinder#find} says */
        static Networks open() {
            BlazeFace far = BlazeFace.open(FAR, FAR_SHA256, FAR_SIDE);
            try {
                return new Networks(far, BlazeFace.open(NEAR, NEAR_SHA256, NEAR_SIDE));
            } catch (RuntimeException e) {
                far.close();
                throw e;
            }
        }
    }

    /** Whether the networks were there when this was built. */
    public static boolean available() {
        return BlazeFace.available(FAR) && BlazeFace.available(NEAR);
    }

    private BlazeFace far() {
        return networks().far();
    }

    private BlazeFace near() {
        return networks().near();
    }

    private Networks networks() {
        Networks open = networks;
        if (open != null) {
            return open;
        }
        opening.lock();
        try {
            Networks first = networks;
            Networks opened = first == null ? Networks.open() : first;
            networks = opened;
            return opened;
        } finally {
            opening.unlock();
        }
    }

    /**
     * The faces on a photo, the largest first.
     *
     * @param orientation how it is turned upright; faces are told in pixels of the upright photo
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} if the networks are not what they should be, or cannot be run
     */
    public List<Face> find(BufferedImage photo, Orientation orientation) {
        int longer = Math.max(photo.getWidth(), photo.getHeight());
        int shorter = Math.min(photo.getWidth(), photo.getHeight());
        int factor = Math.clamp(longer / MORE_PIXELS, 1, shorter);
        View whole = new View(photo, orientation, 1);
        View small = factor == 1 ? whole : new View(PhotoReduction.by(factor, photo), orientation, factor);
        List<Face> confirmed = new ArrayList<>();
        for (Face face : distinct(proposed(small, longer > LARGE))) {
            boolean large = AROUND * face.side() >= NEAR_SIDE * factor;
            confirmed.addAll(confirmed(face, large ? small : whole));
        }
        return distinct(confirmed).stream()
                .sorted(Comparator.comparingDouble(Face::area).reversed())
                .toList();
    }

    @Override
    public void close() {
        Networks open = networks;
        if (open != null) {
            open.far().close();
            open.near().close();
        }
    }

    /** Of a large photo large faces are left to the network that sees near, and the other looks at it in more pixels. */
    private List<Face> proposed(View view, boolean large) {
        int longer = Math.max(view.width(), view.height());
        PhotoSquare all = view.middle(longer * MARGIN);
        if (!large) {
            return view.seen(far(), all, FAR_SIDE, LEAST_PROPOSED);
        }
        List<Face> proposed = new ArrayList<>(view.seen(near(), all, NEAR_SIDE, LEAST_PROPOSED));
        int width = filled(view.width(), longer, far().step());
        int height = filled(view.height(), longer, far().step());
        CropBox part = new CropBox((MORE_PIXELS - width) / 2, (MORE_PIXELS - height) / 2, width, height);
        proposed.addAll(view.seen(far(), view.middle(longer), MORE_PIXELS, part, LEAST_PROPOSED));
        return proposed;
    }

    /** Pixels of one side of a photo, in whole steps, where its longer side has {@link #MORE_PIXELS}. */
    private static int filled(int length, int longer, int step) {
        return Math.ceilDiv(Math.ceilDiv(length * MORE_PIXELS, longer), step) * step;
    }

    private static PhotoSquare centred(double x, double y, double side) {
        int whole = Math.max(1, (int) Math.ceil(side));
        return new PhotoSquare((int) Math.floor(x - whole / 2.0), (int) Math.floor(y - whole / 2.0), whole);
    }

    /** What the other network sees in the place of a face. */
    private List<Face> confirmed(Face face, View view) {
        double scale = 1.0 / view.factor();
        double x = face.middleX() * scale;
        double y = face.middleY() * scale;
        if (x < 0 || y < 0 || x > view.width() || y > view.height()) {
            return List.of();
        }
        return view.seen(near(), centred(x, y, AROUND * face.side() * scale), NEAR_SIDE, LEAST_CONFIRMED).stream()
                .filter(found -> found.overlap(face) > SAME_FACE)
                .limit(1)
                .toList();
    }

    /** Of faces that are one, that of the highest score. */
    private static List<Face> distinct(List<Face> faces) {
        List<Face> distinct = new ArrayList<>();
        faces.stream()
                .sorted(Comparator.comparingDouble(Face::score).reversed())
                .filter(face ->
                        distinct.stream().noneMatch(other -> face.overlap(other) > SAME_FACE || face.within(other)))
                .forEach(distinct::add);
        return distinct;
    }

    /** A photo, or one made smaller by a factor. */
    private record View(BufferedImage photo, Orientation orientation, int factor) {
        int width() {
            return PhotoSquare.width(photo, orientation);
        }

        int height() {
            return PhotoSquare.height(photo, orientation);
        }

        /** The faces that a network sees in a square of the view that is made so large, in pixels of the photo that the view was made of. */
        List<Face> seen(BlazeFace network, PhotoSquare square, int pixels, double leastScore) {
            return seen(network, square, pixels, new CropBox(0, 0, pixels, pixels), leastScore);
        }

        /** The same in a part of the square, in its pixels. */
        List<Face> seen(BlazeFace network, PhotoSquare square, int pixels, CropBox part, double leastScore) {
            double scale = (double) square.side() / pixels;
            ImageTensor cut = square.cut(photo, orientation, new TensorShape(BlazeFace.COLOURS, pixels), Beyond.BLACK);
            return network.find(cut, part, leastScore).stream()
                    .map(face -> face.onPhoto(
                            square.left() * (double) factor, square.top() * (double) factor, scale * factor))
                    .toList();
        }

        /** A square about the middle. */
        PhotoSquare middle(double side) {
            return centred(width() / 2.0, height() / 2.0, side);
        }
    }
}
