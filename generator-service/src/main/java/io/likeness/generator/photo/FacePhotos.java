package io.likeness.generator.photo;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.GeneratorConfiguration.Photo;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.Decoded;
import io.likeness.imaging.photo.DecodingMemory;
import io.likeness.imaging.photo.PhotoDecoder;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Fetches a photo, verifies it, and frames its face as an import does. Safe for threads. */
@ApplicationScoped
public class FacePhotos {
    private static final CentreCrop WHOLE_SQUARE = new CentreCrop(1, 1);

    /** A photo that is thinned out while it is read keeps this many pixels for one of the face, as in an import. */
    private static final long DETAIL = 4;

    private final ObjectStore store;
    private final long mostBytes;
    private final PhotoLimits limits;
    private final DecodingMemory memory;

    FacePhotos(MinioObjectStore store, GeneratorConfiguration configuration) {
        Photo photo = configuration.photo();
        this.store = store;
        this.mostBytes = Require.between(
                "likeness.generator.photo.most-bytes", photo.mostBytes().asLongValue(), 1, 1 << 30);
        this.limits = new PhotoLimits(
                photo.pixels(), photo.leastSide(), photo.decodedBytes().asLongValue());
        this.memory = new DecodingMemory(limits.decodedBytes());
    }

    /**
     * The face {@code uint8[C, S, S]} on a photo.
     *
     * @throws LikenessException {@code UPLOAD_TOO_LARGE}, {@code NO_USABLE_IMAGE}, or what the store cannot do
     */
    public ImageTensor fetch(FacePhoto face, TensorShape shape) {
        if (face.photo().bytes() > mostBytes) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_LARGE,
                    "face: expected a photo of at most %d bytes, found %d"
                            .formatted(mostBytes, face.photo().bytes()));
        }
        return framed(store.fetch(face.photo()), face.crop() == null ? WHOLE_SQUARE : face.crop(), shape);
    }

    private ImageTensor framed(byte[] file, CentreCrop crop, TensorShape shape) {
        long leastDetail = Math.ceilDiv(DETAIL * shape.side() * crop.of(), crop.pixels());
        try (PhotoDecoder decoder = new PhotoDecoder(limits, memory, leastDetail)) {
            return switch (decoder.decode(file)) {
                case Decoded.Photo photo -> {
                    try (photo) {
                        yield new Framing(Crop.centre(crop.pixels(), crop.of()), shape)
                                .apply(photo.pixels(), photo.orientation());
                    }
                }
                case Decoded.Unusable unusable ->
                    throw new LikenessException(ErrorCode.NO_USABLE_IMAGE, "face: %s".formatted(unusable.detail()));
            };
        }
    }
}
