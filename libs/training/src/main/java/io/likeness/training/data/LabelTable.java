package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import java.util.ArrayList;
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

    /** No labels of any image. */
    static LabelTable none() {
        return new LabelTable(LabelColumns.none(), List.of(), new float[0]);
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

    /** Writes the labels of one image to {@code target[offset..offset + L)}. */
    void write(int image, float[] target, int offset) {
        for (int i = 0; i < places.length; i++) {
            float value = columns.value(image, places[i]);
            target[offset + i] = (float) labels.get(i).scaled(Float.isNaN(value) ? means[i] : value);
        }
    }

    /**
     * Those of these labels that a configuration names, in its order.
     *
     * @throws LikenessException {@code IMPOSSIBLE_CONFIGURATION} for one that is not among them
     */
    LabelTable select(List<String> conditions) {
        List<String> known = labels.stream().map(Label::name).toList();
        float[] selectedMeans = new float[conditions.size()];
        List<Label> selected = new ArrayList<>();
        for (String name : conditions) {
            int place = known.indexOf(name);
            if (place < 0) {
                throw new LikenessException(
                        ErrorCode.IMPOSSIBLE_CONFIGURATION,
                        "conditions: expected labels that tell the dataset's images apart, %s, found '%s'"
                                .formatted(known, name));
            }
            selectedMeans[selected.size()] = means[place];
            selected.add(labels.get(place));
        }
        return new LabelTable(columns, selected, selectedMeans);
    }
}
