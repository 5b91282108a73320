package io.likeness.gateway.dataset;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** In what a dataset differs from another. */
@Schema(
        description =
                "In what a dataset differs from another. An image is the same in both if it was cut out of the same file")
public record DatasetDifference(
        @Schema(description = "Id of the other dataset") String since,

        @Schema(description = "Images that the other does not have")
        long added,

        @Schema(description = "Images that only the other has")
        long removed,

        @Schema(description = "Images of both with other labels, or of another person")
        long relabelled,

        @Schema(description = "Images of both in another part")
        long moved,

        @Schema(description = "Labels that the other does not have")
        List<String> newLabels,

        @Schema(description = "Labels that only the other has")
        List<String> lostLabels,

        @Schema(
                description =
                        "Images that differ: up to 100 that were added, then up to 100 that were removed, then up to 100 of both")
        List<Pair> images) {

    /** An image in both datasets. */
    @Schema(name = "DifferentImage", description = "An image as it is in both datasets, of which one may be without it")
    public record Pair(
            @Schema(description = "Absent: the image was added") @Nullable
            DatasetImage before,

            @Schema(description = "Absent: the image was removed") @Nullable
            DatasetImage now) {}
}
