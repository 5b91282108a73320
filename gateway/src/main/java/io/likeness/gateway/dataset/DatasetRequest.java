package io.likeness.gateway.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/datasets}, as sent; what is absent has a default. */
@Schema(description = "Which upload becomes a dataset, and how; or what the next version of a dataset differs in")
public record DatasetRequest(
        @Schema(
                description = "Name of the dataset and, unless said otherwise, of its models: a-z, 0-9, '.', '_', '-'."
                        + " With addTo, it may be absent and is that dataset's",
                examples = "celeba")
        @Nullable
        String name,

        @Schema(
                description =
                        "The uploaded archive: zip, 7z, tar (also compressed) or Parquet; required unless a dataset is revised")
        @Nullable
        String uploadId,

        @Schema(
                description =
                        "Files uploaded beside the archive: lists such as list_attr_celeba.txt, and further archives, which are read as if all were one",
                maxItems = 16)
        @Nullable
        List<String> companionUploadIds,

        @Schema(
                description =
                        "Id of a sealed dataset: the new one has its images, too, and is read as that was, so that"
                                + " layout, channels, side and crop are to be absent; that one stays as it is",
                examples = "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")
        @Nullable
        String addTo,

        @Schema(
                description =
                        "Id of a sealed dataset: the new one is its next version, with the changes and else as it is; that one"
                                + " stays as it is. Nothing else but a name and terms is to be said then",
                examples = "7b0f2c1e-6d0a-4c55-9a53-5b8f3f1f6c11")
        @Nullable
        String revise,

        @Schema(description = "In what the next version differs; required beside revise") @Nullable
        Changes changes,

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
    private static final String BESIDE_A_BASE = "none beside addTo or revise, as that of the dataset is taken";
    private static final String BESIDE_REVISE = "none beside revise";
    private static final int DEFAULT_CHANNELS = 1;
    private static final int DEFAULT_SIDE = 64;

    /** All else by default. */
    static DatasetRequest of(String name, String uploadId) {
        return new DatasetRequest(name, uploadId, null, null, null, null, null, null, null, null, null);
    }

    /** In what the next version of a dataset differs. Images are named by their index, as the list of its images has it. */
    @Schema(
            name = "DatasetChangesRequest",
            description =
                    "In what the next version differs. Images are named by their index, as the list of its images has it")
    record Changes(
            @Schema(
                    description =
                            "Findings of the doctor that are dealt with, as the report's documentation says of each")
            @Nullable
            List<DoctorReport.DoctorFindingKind> apply,

            @Schema(description = "Images that it does not have", maxItems = DatasetChanges.MOST_REMOVED) @Nullable
            List<Integer> remove,

            @Schema(
                    description = "Other labels of images; labels that are not named stay",
                    maxItems = DatasetChanges.MOST_RELABELLED)
            @Nullable
            List<DatasetChanges.Relabelled> relabel) {

        DatasetChanges of(DatasetSealed base) {
            DatasetChanges changes =
                    new DatasetChanges(base.manifest().sha256(), orNone(apply), orNone(remove), orNone(relabel));
            long last = base.counts().total() - 1;
            changes.remove().forEach(image -> Require.between("changes.remove", image, 0, last));
            Set<Integer> relabelled = new HashSet<>();
            changes.relabel().forEach(other -> {
                Require.between("changes.relabel.image", other.image(), 0, last);
                if (!relabelled.add(other.image())) {
                    throw Require.invalid("changes.relabel.image", "each image once", other.image() + " twice");
                }
            });
            if (changes.apply().isEmpty()
                    && changes.remove().isEmpty()
                    && changes.relabel().isEmpty()) {
                throw Require.invalid("changes", "at least one of apply, remove and relabel", "none");
            }
            return changes;
        }

        private static <T> List<T> orNone(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }

    /** What is to become of a dataset that is revised. */
    DatasetChanges requireChanges(Dataset base) {
        Require.absent("uploadId", BESIDE_REVISE, uploadId);
        Require.absent("companionUploadIds", BESIDE_REVISE, companionUploadIds);
        Require.absent("addTo", BESIDE_REVISE, addTo);
        return Require.present("changes", changes).of(base.requireSealed());
    }

    /** @param base that is added to or revised, if one is */
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

    /** @param base that is added to or revised, if one is */
    ImportOptions options(@Nullable Dataset base) {
        if (base != null) {
            Require.absent("layout", BESIDE_A_BASE, layout);
            Require.absent("channels", BESIDE_A_BASE, channels);
            Require.absent("side", BESIDE_A_BASE, side);
            Require.absent("crop", BESIDE_A_BASE, crop);
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
