package io.likeness.training.data;

import io.likeness.contracts.model.Label;
import java.util.List;

/** Some labels of the images of one split; the few images that lack one count as average. Immutable, safe for threads. */
public final class LabelTable {
    private final LabelColumns columns;
    private final List<Label> labels;
    private final int[] places;
    private final float[] means;

    /**
     * Those labels of a split.
     *
     * @param labels among the columns
     * @param means of each in the training images
     */
    LabelTable(LabelColumns columns, List<Label> labels, float[] means) {
        this.columns = columns;
        this.labels = List.copyOf(labels);
        this.means = means;
        this.places = labels.stream()
                .mapToInt(label -> columns.names().indexOf(label.name()))
                .toArray();
    }

    /** In the order of the columns that {@link #read} gives. */
    public List<Label> labels() {
        return labels;
    }

    /** The labels of the images {@code order[from..to)}, {@code float[(to - from) * L]} as {@link Label#scaled} gives them. */
    public float[] read(int[] order, int from, int to) {
        float[] scaled = new float[(to - from) * places.length];
        for (int i = from; i < to; i++) {
            write(order[i], scaled, (i - from) * places.length);
        }
        return scaled;
    }

    private void write(int image, float[] target, int offset) {
        for (int i = 0; i < places.length; i++) {
            float value = columns.value(image, places[i]);
            target[offset + i] = (float) labels.get(i).scaled(Float.isNaN(value) ? means[i] : value);
        }
    }
}
