package io.likeness.training.judge;

import io.likeness.contracts.Require;
import io.likeness.latents.RandomStream;
import io.likeness.training.data.ImageOrder;

/**
 * Training batches: every face once an epoch, mirrored at random and moved by up to 2 pixels, edges repeated. Presence and absence of an
 * attribute count the same in all, so that a rare one is not forgotten. All follows from seed, epoch and step. Immutable, safe for threads.
 */
final class JudgeBatches {
    private static final int GREATEST_SHIFT = 2;
    private static final double DROPPED = 0.2;
    /** Rarer attributes count no more than one of this share, lest a handful of faces decide. */
    private static final double LEAST_SHARE = 0.02;

    private static final long STEP_GAMMA = 0xD1B54A32D192ED03L;

    private final LabelledFaces faces;
    private final int size;
    private final long seed;
    private final float[] importancePresent;
    private final float[] importanceAbsent;

    JudgeBatches(LabelledFaces faces, int size, long seed) {
        this.faces = faces;
        this.size = size;
        this.seed = seed;
        int attributes = faces.attributes().size();
        this.importancePresent = new float[attributes];
        this.importanceAbsent = new float[attributes];
        for (int k = 0; k < attributes; k++) {
            double share = Math.clamp(faces.share(k), LEAST_SHARE, 1 - LEAST_SHARE);
            importancePresent[k] = (float) (0.5 / share);
            importanceAbsent[k] = (float) (0.5 / (1 - share));
        }
    }

    int[] order(int epoch) {
        return ImageOrder.shuffled(faces.count(), seed, epoch);
    }

    int steps(int parts) {
        return faces.count() / (size * parts);
    }

    /** Batch {@code index} of the epoch's order. */
    JudgeBatch batch(int epoch, int index, int[] order) {
        RandomStream random =
                new RandomStream((seed + ((long) epoch * faces.count() + index) * STEP_GAMMA) & Require.GREATEST_SEED);
        int attributes = faces.attributes().size();
        float[] images = new float[size * LabelledFaces.IMAGE_LENGTH];
        float[] signs = new float[size * attributes];
        float[] importance = new float[size * attributes];
        for (int i = 0; i < size; i++) {
            int face = order[index * size + i];
            copyChanged(face, random, images, i * LabelledFaces.IMAGE_LENGTH);
            for (int k = 0; k < attributes; k++) {
                boolean present = faces.present()[face][k];
                signs[i * attributes + k] = present ? 1 : -1;
                importance[i * attributes + k] = present ? importancePresent[k] : importanceAbsent[k];
            }
        }
        return new JudgeBatch(size, images, kept(random), signs, importance);
    }

    private float[] kept(RandomStream random) {
        float[] kept = new float[size * JudgeLayers.flatLength()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < DROPPED ? 0 : (float) (1 / (1 - DROPPED));
        }
        return kept;
    }

    private void copyChanged(int face, RandomStream random, float[] target, int offset) {
        int side = JudgeLayers.SIDE;
        boolean mirrored = random.nextInt(2) == 1;
        int right = random.nextInt(2 * GREATEST_SHIFT + 1) - GREATEST_SHIFT;
        int down = random.nextInt(2 * GREATEST_SHIFT + 1) - GREATEST_SHIFT;
        for (int y = 0; y < side; y++) {
            int row = face * LabelledFaces.IMAGE_LENGTH + Math.clamp(y - down, 0, side - 1) * side;
            for (int x = 0; x < side; x++) {
                int from = Math.clamp(mirrored ? side - 1 - x - right : x - right, 0, side - 1);
                target[offset + y * side + x] = Byte.toUnsignedInt(faces.images()[row + from]) / 255f;
            }
        }
    }
}
