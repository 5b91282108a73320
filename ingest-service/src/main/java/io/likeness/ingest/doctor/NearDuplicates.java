package io.likeness.ingest.doctor;

import io.likeness.ingest.doctor.Sketches.Pair;
import io.likeness.latents.Whitening;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds images that are one picture: by their sketches, of all pairs those that may be, and by their pixels, of these those that are. What it takes is bounded however
 * many images there are: of very many it compares the first, and looks at the pixels of those that are most alike. Not safe for threads.
 */
final class NearDuplicates {
    /** Of a quarter of a million images there are 31 billion pairs, which take minutes. */
    private static final int MOST_COMPARED = 250_000;

    private static final int MOST_PAIRS = 100_000;

    /** Whose pixels are held at once, a KiB each. */
    private static final int MOST_LOOKED_AT = 16_000;

    /** Of the images from which it is learned in what faces differ. */
    private static final int SAMPLE = 8_192;

    private static final Comparator<Pair> MOST_ALIKE =
            Comparator.comparing(Pair::cosine).reversed();

    private final DatasetFaces faces;

    NearDuplicates(DatasetFaces faces) {
        this.faces = faces;
    }

    /** How many of the images, the first, are compared. */
    int compared() {
        return Math.min(faces.count(), MOST_COMPARED);
    }

    /**
     * What was found.
     *
     * @param groups images that are one picture, each group in order
     * @param distances of those that were compared from the mean of all, as {@link Sketches#distance}
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on and never compared.
    record Result(List<List<Integer>> groups, float[] distances) {}

    /** The sketches are held no longer than this takes. */
    Result run() throws InterruptedException {
        Sketches sketches = sketches();
        float[] distances = new float[sketches.size()];
        for (int image = 0; image < distances.length; image++) {
            distances[image] = sketches.distance(image);
        }
        return new Result(find(sketches), distances);
    }

    /** The sketches of those that are compared. */
    private Sketches sketches() throws InterruptedException {
        int compared = compared();
        int step = Math.max(1, compared / SAMPLE);
        SketchFrame frame = new SketchFrame();
        faces.images(index -> index < compared && index % step == 0, (index, face) -> frame.add(Sketch.of(face)));
        Whitening whitening = frame.whitening();
        Sketches sketches = new Sketches(compared, whitening);
        faces.images(index -> index < compared, (index, face) -> sketches.add(face));
        return sketches;
    }

    /** Images that are one picture, each group in order. */
    private List<List<Integer>> find(Sketches sketches) throws InterruptedException {
        Groups groups = new Groups();
        List<Pair> left = alike(sketches);
        while (!left.isEmpty()) {
            BitSet looked = new BitSet();
            int count = 0;
            while (count < left.size() && looked.cardinality() < MOST_LOOKED_AT) {
                looked.set(left.get(count).one());
                looked.set(left.get(count).other());
                count++;
            }
            join(left.subList(0, count), looked, groups);
            left = left.subList(count, left.size());
        }
        return groups.all();
    }

    private void join(List<Pair> pairs, BitSet looked, Groups groups) throws InterruptedException {
        Map<Integer, byte[]> pixels = new HashMap<>();
        faces.images(looked::get, (index, face) -> pixels.put(index, PixelMatch.pixels(face)));
        for (Pair pair : pairs) {
            requireWanted();
            if (!groups.joined(pair.one(), pair.other()) && same(pair, pixels)) {
                groups.join(pair.one(), pair.other());
            }
        }
    }

    private static boolean same(Pair pair, Map<Integer, byte[]> pixels) {
        byte[] one = pixels.getOrDefault(pair.one(), new byte[0]);
        byte[] other = pixels.getOrDefault(pair.other(), new byte[0]);
        return PixelMatch.same(one, pair.mirrored() ? PixelMatch.mirrored(other) : other);
    }

    private static List<Pair> alike(Sketches sketches) throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        double floor = 0;
        for (int image = 0; image < sketches.size(); image++) {
            requireWanted();
            pairs.addAll(sketches.pairs(image, floor));
            if (pairs.size() > 2 * MOST_PAIRS) {
                pairs.sort(MOST_ALIKE);
                pairs.subList(MOST_PAIRS, pairs.size()).clear();
                floor = pairs.getLast().cosine();
            }
        }
        pairs.sort(MOST_ALIKE);
        return pairs;
    }

    /** A runner that is to stop interrupts what only computes. */
    private static void requireWanted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the search for near duplicates is not wanted any more");
        }
    }
}
