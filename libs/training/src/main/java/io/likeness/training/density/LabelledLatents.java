package io.likeness.training.density;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import java.util.List;

/**
 * What a density is fitted to. The arrays are owned by the record: callers do not change them.
 *
 * @param latents {@code float[N * D]}, row-major, N at least 1
 * @param dimension D
 * @param labels L of them, may be empty
 * @param scaledLabels {@code float[N * L]}, row-major, each as {@link Label#scaled} gives it
 */
@SuppressWarnings("ArrayRecordComponent") // Read by index in loops.
public record LabelledLatents(float[] latents, int dimension, List<Label> labels, float[] scaledLabels) {
    public LabelledLatents {
        labels = List.copyOf(labels);
        Require.between("latents", latents.length, dimension, Integer.MAX_VALUE);
        long expected = (long) latents.length / dimension * labels.size();
        Require.between("scaledLabels", scaledLabels.length, expected, expected);
    }

    public static LabelledLatents unlabelled(float[] latents, int dimension) {
        return new LabelledLatents(latents, dimension, List.of(), new float[0]);
    }

    Points points() {
        return new Points(latents, dimension);
    }

    /** Labels first. */
    Points joint() {
        int before = labels.size();
        if (before == 0) {
            return points();
        }
        int width = before + dimension;
        int count = latents.length / dimension;
        float[] values = new float[count * width];
        for (int i = 0; i < count; i++) {
            System.arraycopy(scaledLabels, i * before, values, i * width, before);
            System.arraycopy(latents, i * dimension, values, i * width + before, dimension);
        }
        return new Points(values, width);
    }
}
