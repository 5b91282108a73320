package io.likeness.generator.photo;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.faces.Face;
import io.likeness.faces.FaceFinder;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.GeneratorConfiguration.Photo;
import io.likeness.imaging.Crop;
import io.likeness.imaging.EyeAlignment;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PhotoSquare;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.Decoded;
import io.likeness.imaging.photo.DecodingMemory;
import io.likeness.imaging.photo.PhotoDecoder;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Fetches a photo, verifies it, and cuts its face out as an import does. Safe for threads. */
@ApplicationScoped
public class FacePhotos {
    private static final CentreCrop WHOLE_SQUARE = new CentreCrop(1, 1);

    /** A photo that is thinned out while it is read keeps this many pixels for one of the face, as in an import. */
    private static final long DETAIL = 4;

    /** How far eyes may be from where the model has them, in shares of the side: about as far as those that it has learned. */
    private static final double NEAR_ENOUGH = 0.04;

    private final ObjectStore store;
    private final long mostBytes;
    private final PhotoLimits limits;
    private final DecodingMemory memory;
    private final @Nullable FaceFinder finder;

    FacePhotos(MinioObjectStore store, GeneratorConfiguration configuration) {
        Photo photo = configuration.photo();
        this.store = store;
        this.mostBytes = Require.between(
                "likeness.generator.photo.most-bytes", photo.mostBytes().asLongValue(), 1, 1 << 30);
        this.limits = new PhotoLimits(
                photo.pixels(), photo.leastSide(), photo.decodedBytes().asLongValue());
        this.memory = new DecodingMemory(limits.decodedBytes());
        this.finder = FaceFinder.available() ? new FaceFinder() : null;
    }

    /**
     * The face {@code uint8[C, S, S]} on a photo: what its crop cuts out or, without one, the largest face, so that its eyes are where the model has
     * them.
     *
     * @param frame where that is, if it is known; else the largest square is taken, where a face is on the photo at all
     * @throws LikenessException {@code UPLOAD_TOO_LARGE}, {@code NO_USABLE_IMAGE}, {@code NOT_A_FACE} if no face is found, or what the store cannot do
     */
    public ImageTensor fetch(FacePhoto face, TensorShape shape, @Nullable FaceFrame frame) {
        if (face.photo().bytes() > mostBytes) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_LARGE,
                    "face: expected a photo of at most %d bytes, found %d"
                            .formatted(mostBytes, face.photo().bytes()));
        }
        CentreCrop crop = face.crop() == null ? WHOLE_SQUARE : face.crop();
        long leastDetail = Math.ceilDiv(DETAIL * shape.side() * crop.of(), crop.pixels());
        try (PhotoDecoder decoder = new PhotoDecoder(limits, memory, leastDetail)) {
            return switch (decoder.decode(store.fetch(face.photo()))) {
                case Decoded.Photo photo -> {
                    try (photo) {
                        yield face.crop() == null ? found(photo, shape, frame) : cropped(photo, crop, shape);
                    }
                }
                case Decoded.Unusable unusable ->
                    throw new LikenessException(ErrorCode.NO_USABLE_IMAGE, "face: %s".formatted(unusable.detail()));
            };
        }
    }

    private static ImageTensor cropped(Decoded.Photo photo, CentreCrop crop, TensorShape shape) {
        return new Framing(Crop.centre(crop.pixels(), crop.of()), shape).apply(photo.pixels(), photo.orientation());
    }

    private ImageTensor found(Decoded.Photo photo, TensorShape shape, @Nullable FaceFrame frame) {
        if (finder == null) {
            return cropped(photo, WHOLE_SQUARE, shape);
        }
        Face face = finder.find(photo.pixels(), photo.orientation()).stream()
                .findFirst()
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_A_FACE,
                        "face: expected a photo with a face, found none on it: a crop says where one is"));
        if (frame == null || isCutAlready(face.eyes(), photo, eyes(frame))) {
            return cropped(photo, WHOLE_SQUARE, shape);
        }
        return new EyeAlignment(eyes(frame), shape).apply(photo.pixels(), photo.orientation(), face.eyes());
    }

    /** Whether the photo's largest square is the face as the model has faces: it loses nothing where it is not turned. */
    private static boolean isCutAlready(Eyes found, Decoded.Photo photo, Eyes frame) {
        int width = PhotoSquare.width(photo.pixels(), photo.orientation());
        int height = PhotoSquare.height(photo.pixels(), photo.orientation());
        int side = Math.min(width, height);
        return found.seenFrom((width - side) / 2.0, (height - side) / 2.0, 1.0 / side)
                        .farthest(frame)
                <= NEAR_ENOUGH;
    }

    private static Eyes eyes(FaceFrame frame) {
        return new Eyes(frame.leftX(), frame.leftY(), frame.rightX(), frame.rightY());
    }

    @PreDestroy
    void close() {
        if (finder != null) {
            finder.close();
        }
    }
}
