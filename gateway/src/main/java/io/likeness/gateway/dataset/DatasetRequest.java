package io.likeness.gateway.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.Layout;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/datasets}, as sent; what is absent has a default. */
@Schema(description = "Which upload becomes a dataset, and how")
public record DatasetRequest(
        @Schema(
                description = "Name of the dataset and, unless said otherwise, of its models: a-z, 0-9, '.', '_', '-'."
                        + " With addTo, it may be absent and is that dataset's",
                examples = "celeba")
        @Nullable
        String name,

        @Schema(description = "The uploaded archive: zip, 7z or tar, also compressed", required = true) @Nullable
        String uploadId,

        @Schema(description = "Files uploaded beside the archive, such as list_attr_celeba.txt", maxItems = 16)
        @Nullable
        List<String> companionUploadIds,

        @Schema(
                description =
                        "Id of a sealed dataset: the new one has its images, too, and is read as that was, so that"
                                + " layout, channels, side and crop are to be absent; that one stays as it is",
                examples = "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")
        @Nullable
        String addTo,

        @Schema(description = "Absent: recognised by content") @Nullable
        Layout layout,

        @Schema(
                description = "1 (grey) or 3 (RGB)",
                defaultValue = "1",
                enumeration = {"1", "3"})
        @Nullable
        Integer channels,

        @Schema(
                description = "Side of the stored images in pixels",
                defaultValue = "64",
                enumeration = {"32", "64", "128"})
        @Nullable
        Integer side,

        @Schema(description = "Centred square of pixels/of of the shorter side; absent: the layout's default") @Nullable
        CentreCrop crop,

        @Schema(
                description = "Under which terms the data may be used; kept with the dataset",
                maxLength = 2000,
                examples = "non-commercial research only")
        @Nullable
        String terms) {
    private static final String BESIDE_ADD_TO = "none beside addTo, as that of the dataset is taken";
    private static final int DEFAULT_CHANNELS = 1;
    private static final int DEFAULT_SIDE = 64;

    /** All else by default. */
    static DatasetRequest of(String name, String uploadId) {
        return new DatasetRequest(name, uploadId, null, null, null, null, null, null, null);
    }

    /** @param base to which images are added, if they are */
    String requireName(@Nullable Dataset base) {
        return base != null && name == null ? base.name() : Require.name("name", name);
    }

    String requireUploadId() {
        return Require.text("uploadId", uploadId);
    }

    List<String> companions() {
        if (companionUploadIds == null) {
            return List.of();
        }
        Require.between("companionUploadIds.size", companionUploadIds.size(), 0, ImportDataset.MOST_COMPANIONS);
        companionUploadIds.forEach(id -> Require.text("companionUploadIds", id));
        return companionUploadIds;
    }

    /** @param base to which images are added, if they are */
    ImportOptions options(@Nullable Dataset base) {
        if (base != null) {
            Require.absent("layout", BESIDE_ADD_TO, layout);
            Require.absent("channels", BESIDE_ADD_TO, channels);
            Require.absent("side", BESIDE_ADD_TO, side);
            Require.absent("crop", BESIDE_ADD_TO, crop);
            ImportOptions before = base.options();
            return new ImportOptions(base.layout(), before.channels(), before.side(), before.crop(), terms);
        }
        return new ImportOptions(
                layout,
                channels == null ? DEFAULT_CHANNELS : channels,
                side == null ? DEFAULT_SIDE : side,
                crop,
                terms);
    }
}
