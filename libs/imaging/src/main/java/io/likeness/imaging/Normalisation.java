package io.likeness.imaging;

/**
 * The one mapping between stored bytes and a network's floats: {@code x / 255} and back. Stateless, safe for threads.
 */
public final class Normalisation {
    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = value / 255f;
        }
    }

    private Normalisation() {}

    /** The unsigned byte {@code value} as a float in [0, 1]. */
    public static float toUnit(byte value) {
        return UNIT[value & 0xff];
    }

    /** The unsigned byte nearest to {@code 255 * value}, half up; below 0 and NaN give 0, above 1 gives 255. */
    public static byte toByte(float value) {
        float scaled = value * 255f + 0.5f;
        if (!(scaled > 0f)) {
            return 0;
        }
        return (byte) Math.min(255, (int) scaled);
    }

    /** {@link #toUnit(byte)} of {@code count} values. */
    public static void toUnit(byte[] source, int sourceOffset, float[] target, int targetOffset, int count) {
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = UNIT[source[sourceOffset + i] & 0xff];
        }
    }

    /** {@link #toByte(float)} of {@code count} values. */
    public static void toBytes(float[] source, int sourceOffset, byte[] target, int targetOffset, int count) {
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = toByte(source[sourceOffset + i]);
        }
    }
}
