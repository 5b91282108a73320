package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An image of a dataset, as trainings see it. */
@Schema(description = "An image of a dataset, as trainings see it")
public record DatasetImage(
        @Schema(description = "Its place in the dataset, from 0; an erasure moves those behind what it takes")
        long index,

        @Schema(description = "Its path in the archive", examples = "img_align_celeba/000001.jpg")
        String name,

        Split split,

        @Schema(description = "The person, where the layout names one") @Nullable
        String identity,

        @Schema(description = "Values by name") Map<String, Double> labels,

        @Schema(description = "Where it is, as PNG") String image) {

    static DatasetImage of(String datasetId, long index, Split split, ShardRow row) {
        return new DatasetImage(
                index,
                row.source(),
                split,
                row.identity(),
                row.labels(),
                "/v1/datasets/%s/images/%d.png".formatted(datasetId, index));
    }
}
