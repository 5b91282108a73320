package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Sharpness;
import io.likeness.training.judge.Judge;
import java.util.ArrayList;
import java.util.List;

/** Looks at faces of any shape: grey, and for the judge's features at the judge's size. Safe for threads. */
public final class Examination {
    private static final int PART = 256;
    private static final int READ = 32;

    private final Judge judge;

    /** @param judge open for as long as this is used; whoever made it closes it */
    public Examination(Judge judge) {
        this.judge = judge;
    }

    public Examined of(Faces faces) {
        int count = faces.count();
        double[][] features = new double[count][];
        double[] sharpness = new double[count];
        double[] brightness = new double[count];
        for (int from = 0; from < count; from += PART) {
            List<ImageTensor> judged = new ArrayList<>();
            for (int read = from; read < Math.min(count, from + PART); read += READ) {
                for (ImageTensor face : faces.read(read, Math.min(count, Math.min(from + PART, read + READ)))) {
                    ImageTensor grey = face.grey();
                    sharpness[from + judged.size()] = Sharpness.of(grey);
                    brightness[from + judged.size()] = brightness(grey);
                    judged.add(grey.resized(Judge.SIDE));
                }
            }
            double[][] found = judge.features(input(judged), judged.size());
            System.arraycopy(found, 0, features, from, found.length);
        }
        return new Examined(features, sharpness, brightness);
    }

    /** What the judge reads of them, {@code float[N, 1, 64, 64]} in [0, 1]. */
    public static float[] input(List<ImageTensor> faces) {
        int length = Judge.SIDE * Judge.SIDE;
        float[] input = new float[faces.size() * length];
        for (int i = 0; i < faces.size(); i++) {
            faces.get(i).grey().resized(Judge.SIDE).copyTo(input, i * length);
        }
        return input;
    }

    private static double brightness(ImageTensor grey) {
        long sum = 0;
        for (byte value : grey.values()) {
            sum += value & 0xff;
        }
        return sum / (255.0 * grey.shape().size());
    }
}
