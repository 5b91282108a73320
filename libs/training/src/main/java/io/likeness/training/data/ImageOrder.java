package io.likeness.training.data;

import io.likeness.contracts.Require;
import io.likeness.latents.RandomStream;
import java.util.Arrays;

/** Orders in which images are visited. */
public final class ImageOrder {
    private ImageOrder() {}

    public static int[] natural(int count) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** Every index below {@code count} once, shuffled (Fisher and Yates) by seed and epoch alone. */
    public static int[] shuffled(int count, long seed, int epoch) {
        RandomStream random = new RandomStream((seed + epoch * 0x9E3779B9L) & Require.GREATEST_SEED);
        int[] order = natural(count);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
