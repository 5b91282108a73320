package io.likeness.gateway.generation;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.generation.DrawnFace;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.upload.Uploads;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A face to start from: one that {@code sample} draws, or one on an uploaded photo. */
@Schema(description = "A face to start from: `seed` and `index` of a sampled one, or `upload`, a photo")
public record FaceRequest(
        @Schema(description = "Seed of the sample", examples = "7", minimum = "0", maximum = "9007199254740991")
        @Nullable
        Long seed,

        @Schema(description = "Place within the sample, from 0", defaultValue = "0", minimum = "0") @Nullable
        Integer index,

        @Schema(description = "Temperature of the sample", defaultValue = "1", minimum = "0", maximum = "2") @Nullable
        Double temperature,

        @Schema(description = "Of the request that drew the sample: `hash` or `sum`", defaultValue = "hash") @Nullable
        SeedRule seedRule,

        @Schema(description = "Id of an uploaded photo: JPEG, PNG, GIF, WebP, BMP, TIFF, PGM or PPM") @Nullable
        String upload,

        @Schema(description = "The photo's centred square of pixels/of of the shorter side; absent: the largest square")
        @Nullable
        CentreCrop crop,

        @Schema(
                description = "Labels by name, as the dataset has them: those that the sample was asked for, or what is"
                        + " known of the photo")
        @Nullable
        Map<String, Double> labels) {

    /** What names its upload, below the field that carries it. */
    static final String UPLOAD = ".upload";

    /**
     * @param field that carries it, for messages
     * @param tenant whose upload it has to be
     */
    FaceSource source(String field, Tenant tenant, Uploads uploads) {
        if (upload != null) {
            requireAbsent(field, "seed", seed, "upload");
            requireAbsent(field, "index", index, "upload");
            requireAbsent(field, "temperature", temperature, "upload");
            requireAbsent(field, "seedRule", seedRule, "upload");
            return new FacePhoto(uploads.require(tenant, field + UPLOAD, upload).reference(), crop, labels());
        }
        if (seed == null) {
            throw Require.invalid(field, "a seed or an upload", "neither");
        }
        requireAbsent(field, "crop", crop, "seed");
        return new DrawnFace(
                Require.between(field + ".seed", seed, 0, Require.GREATEST_SEED),
                index == null ? 0 : Require.between(field + ".index", index, 0, Integer.MAX_VALUE),
                temperature == null
                        ? 1
                        : Require.between(field + ".temperature", temperature, 0, FaceOperation.GREATEST_TEMPERATURE),
                labels(),
                seedRule == null ? SeedRule.HASH : seedRule);
    }

    @Override
    public Map<String, Double> labels() {
        return labels == null ? Map.of() : labels;
    }

    private static void requireAbsent(String field, String name, @Nullable Object value, String beside) {
        if (value != null) {
            throw Require.invalid(field + "." + name, "none beside " + beside, "one");
        }
    }
}
