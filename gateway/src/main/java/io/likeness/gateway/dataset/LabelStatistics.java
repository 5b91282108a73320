package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.ShardRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the images of a dataset have of one label. */
@Schema(description = "What the images of a dataset have of one label")
public record LabelStatistics(
        @Schema(examples = "Smiling") String name,

        @Schema(description = "Images with a value above 0") long positive,

        @Schema(description = "Images with a value of 0 or less")
        long negative,

        @Schema(description = "Images without a value") long missing,

        @Schema(description = "Least value") double least,
        @Schema(description = "Greatest value") double most,
        double mean) {

    /** Of all labels that any row has, by name; the rows are read once. */
    static List<LabelStatistics> of(Stream<ShardRow> rows) {
        Map<String, Sums> labels = new TreeMap<>();
        long images = rows.peek(row -> row.labels()
                        .forEach((name, value) -> labels.computeIfAbsent(name, unseen -> new Sums())
                                .add(value)))
                .mapToLong(row -> 1)
                .sum();
        return labels.entrySet().stream()
                .map(label -> label.getValue().statistics(label.getKey(), images))
                .toList();
    }

    private static final class Sums {
        private long positive;
        private long count;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        private void add(double value) {
            count++;
            positive += value > 0 ? 1 : 0;
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        private LabelStatistics statistics(String name, long images) {
            return new LabelStatistics(name, positive, count - positive, images - count, least, most, sum / count);
        }
    }
}
