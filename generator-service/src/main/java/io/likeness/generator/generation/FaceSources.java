package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.photo.FacePhotos;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentSampler;
import io.likeness.latents.LatentSpace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Finds the faces that jobs start from in the latents of a model. Safe for threads. */
@ApplicationScoped
class FaceSources {
    /** A version's metric: all but one in a thousand held-out faces are reconstructed with at most this mean squared error. */
    private static final String RECONSTRUCTION_LIMIT = "reconstructionMseP999";

    private final FacePhotos photos;
    private final double errorMargin;

    FaceSources(FacePhotos photos, GeneratorConfiguration configuration) {
        this.photos = photos;
        this.errorMargin = configuration.photo().errorMargin();
    }

    /**
     * A face in the model's latents.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for labels that the model does not know, {@code NOT_A_FACE} for a photo that
     *     it cannot reconstruct, or as {@link FacePhotos#fetch} does
     */
    FaceCode find(FaceSource source, ModelLease model) {
        return switch (source) {
            case DrawnFace drawn -> drawn(drawn, model.space());
            case FacePhoto photo -> encode(photo, model).code();
        };
    }

    /** As {@link #find}, with the picture beside. */
    EncodedPhoto encode(FacePhoto photo, ModelLease model) {
        ImageTensor picture = photos.fetch(photo, model.shape(), model.frame());
        float[] image = new float[picture.shape().size()];
        picture.copyTo(image, 0);
        FaceCode code = model.encode(image, model.space().conditions(photo.labels()));
        requireFace(image, code, model);
        return new EncodedPhoto(code, picture);
    }

    private static FaceCode drawn(DrawnFace face, LatentSpace space) {
        long imageSeed = LatentSampler.imageSeed(face.rule(), face.seed(), face.index());
        return space.code(space.sampler(face.labels()).sample(imageSeed, face.temperature()));
    }

    private void requireFace(float[] image, FaceCode code, ModelLease model) {
        if (!model.space().isPlausible(code.latent())) {
            throw new LikenessException(
                    ErrorCode.NOT_A_FACE,
                    "face: expected a face like those that the model has learned, found one that is far from all of them");
        }
        Double limit = model.version().metrics().get(RECONSTRUCTION_LIMIT);
        double error = limit == null ? 0 : meanSquaredError(image, model.decode(List.of(code)));
        if (limit != null && error > errorMargin * limit) {
            throw new LikenessException(
                    ErrorCode.NOT_A_FACE,
                    String.format(
                            Locale.ROOT,
                            "face: expected one that the model can reconstruct, with a mean squared error of at most %.5f, found %.5f",
                            errorMargin * limit,
                            error));
        }
    }

    private static double meanSquaredError(float[] expected, float[] found) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = expected[i] - found[i];
            sum += difference * difference;
        }
        return sum / expected.length;
    }
}
