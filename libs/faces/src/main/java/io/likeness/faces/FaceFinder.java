package io.likeness.faces;

import io.likeness.contracts.LikenessException;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.PhotoReduction;
import io.likeness.imaging.PhotoSquare;
import io.likeness.imaging.PhotoSquare.Beyond;
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
    /** Of a photo that is larger, parts are looked at, too. */
    private static final int LARGE = 512;
    /** Side of a part, as a share of the longer side, and how much of it is its own. */
    private static final double PART = 0.56;

    private static final double OWN = 0.8;
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
        int factor = Math.clamp((int) (longer * PART / FAR_SIDE), 1, shorter);
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

    /** On the whole photo and, of a large one, on overlapping parts: then the whole is left to who sees near, as its faces are large. */
    private List<Face> proposed(View view, boolean inParts) {
        int longer = Math.max(view.width(), view.height());
        PhotoSquare all = centred(view.width() / 2.0, view.height() / 2.0, longer * MARGIN);
        List<Face> proposed = new ArrayList<>(view.seen(inParts ? near() : far(), all, LEAST_PROPOSED));
        if (inParts) {
            int side = (int) Math.ceil(longer * PART);
            for (int top : starts(view.height(), side)) {
                for (int left : starts(view.width(), side)) {
                    proposed.addAll(view.seen(far(), new PhotoSquare(left, top, side), LEAST_PROPOSED));
                }
            }
        }
        return proposed;
    }

    /** Where parts begin that cover a length; one that is longer than it lies in its middle. */
    private static List<Integer> starts(int length, int side) {
        if (length <= side) {
            return List.of((length - side) / 2);
        }
        int parts = 1 + (int) Math.ceil((length - side) / (OWN * side));
        List<Integer> starts = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            starts.add((length - side) * part / (parts - 1));
        }
        return starts;
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
        return view.seen(near(), centred(x, y, AROUND * face.side() * scale), LEAST_CONFIRMED).stream()
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

        /** The faces that a network sees in a square of the view, in pixels of the photo that it was made of. */
        List<Face> seen(BlazeFace network, PhotoSquare square, double leastScore) {
            double scale = (double) square.side() / network.shape().side();
            return network.find(square.cut(photo, orientation, network.shape(), Beyond.BLACK), leastScore).stream()
                    .map(face -> face.onPhoto(
                            square.left() * (double) factor, square.top() * (double) factor, scale * factor))
                    .toList();
        }
    }
}
