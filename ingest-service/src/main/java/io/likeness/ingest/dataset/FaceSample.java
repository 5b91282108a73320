package io.likeness.ingest.dataset;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.PhotoSquare;
import io.likeness.imaging.photo.Decoded;
import io.likeness.imaging.photo.DecodingMemory;
import io.likeness.imaging.photo.PhotoDecoder;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.archive.ArchiveVisitor.EntryContent;
import io.likeness.ingest.archive.EntryBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first photos of an archive, looked at to learn what it is: photos with faces somewhere, or pictures of faces that are cut out already. Not safe for threads. */
final class FaceSample implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaceSample.class);
    private static final int MOST_PHOTOS = 24;

    /** Photos that nobody reads, and texts, are looked at as well, but not all of an archive's. */
    private static final int MOST_FILES = 200;

    /** So many faces, the eyes of all at about the same places, are no accident. */
    private static final int LEAST_ALIGNED = 3;
    /** How far eyes are from their mean place, in shares of the side: CelebA and UTKFace have 0.02. */
    private static final double ALIGNED_DEVIATION = 0.03;
    /** Between the eyes, in shares of the side: LFW, the widest, has 0.18. */
    private static final double LEAST_DISTANCE = 0.15;

    private final FaceCutting.ByEyes cutting;
    private final PhotoDecoder decoder;
    private final List<Eyes> found = new ArrayList<>();
    private int files;
    private int photos;

    /**
     * @param cutting that would cut out the faces, which says which are large enough
     * @param leastDetail pixels that the shorter side of a photo keeps, however large it is
     */
    FaceSample(FaceCutting.ByEyes cutting, PhotoLimits limits, long leastDetail) {
        this.cutting = cutting;
        this.decoder = new PhotoDecoder(limits, new DecodingMemory(limits.decodedBytes()), leastDetail);
    }

    /** Looks at a file, if it is one of the first and a photo. */
    void offer(EntryContent content, long mostBytes) {
        if (photos < MOST_PHOTOS
                && files++ < MOST_FILES
                && content.read(mostBytes) instanceof EntryBytes.Complete file
                && decoder.decode(file.content()) instanceof Decoded.Photo photo) {
            try (photo) {
                photos++;
                cutting.eyes(photo).stream().findFirst().ifPresent(eyes -> found.add(inSquare(eyes, photo)));
            } catch (LikenessException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.debug("a photo of the sample cannot be looked at, the import will tell", e);
            }
        }
    }

    /** Whether at least half of the photos show a face that is large enough. */
    boolean showsFaces() {
        return !found.isEmpty() && 2 * found.size() >= photos;
    }

    /** Whether a face is most of its picture, as against somebody before a camera that does not move. */
    private boolean cutOut() {
        double distance = mean(Eyes::rightX) - mean(Eyes::leftX);
        return distance >= LEAST_DISTANCE
                && mean(Eyes::leftX) > 0
                && mean(Eyes::rightX) < 1
                && Math.min(mean(Eyes::leftY), mean(Eyes::rightY)) > 0
                && Math.max(mean(Eyes::leftY), mean(Eyes::rightY)) < 1;
    }

    /** Where the eyes are in the largest squares of the photos, if that is about the same place in all. */
    Optional<FaceFrame> aligned() {
        boolean same = found.size() >= LEAST_ALIGNED
                && showsFaces()
                && deviation(Eyes::leftX) <= ALIGNED_DEVIATION
                && deviation(Eyes::leftY) <= ALIGNED_DEVIATION
                && deviation(Eyes::rightX) <= ALIGNED_DEVIATION
                && deviation(Eyes::rightY) <= ALIGNED_DEVIATION;
        return same && cutOut()
                ? Optional.of(new FaceFrame(
                        mean(Eyes::leftX), mean(Eyes::leftY), mean(Eyes::rightX), mean(Eyes::rightY), false))
                : Optional.empty();
    }

    @Override
    public void close() {
        decoder.close();
    }

    private static Eyes inSquare(Eyes eyes, Decoded.Photo photo) {
        int width = PhotoSquare.width(photo.pixels(), photo.orientation());
        int height = PhotoSquare.height(photo.pixels(), photo.orientation());
        int side = Math.min(width, height);
        return eyes.seenFrom((width - side) / 2.0, (height - side) / 2.0, 1.0 / side);
    }

    private double mean(ToDoubleFunction<Eyes> coordinate) {
        return found.stream().mapToDouble(coordinate).average().orElseThrow();
    }

    private double deviation(ToDoubleFunction<Eyes> coordinate) {
        double mean = mean(coordinate);
        return Math.sqrt(found.stream()
                .mapToDouble(coordinate)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
