package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import io.likeness.latents.RandomStream;
import io.likeness.training.data.ImageOrder;
import java.util.ArrayList;
import java.util.List;

/** Ways to make a set of grey faces worse, each in three growing strengths. */
enum Damage {
    /** Gaussian blur of 0.7, 1.4 and 2.8 pixels. */
    BLUR {
        @Override
        List<ImageTensor> apply(List<ImageTensor> faces, int strength) {
            double sigma = 0.7 * (1 << strength);
            return faces.stream().map(face -> blurred(face, sigma)).toList();
        }
    },
    /** Normal noise of 0.03, 0.09 and 0.27 a pixel. */
    NOISE {
        @Override
        List<ImageTensor> apply(List<ImageTensor> faces, int strength) {
            double deviation = 255 * 0.03 * Math.pow(3, strength);
            RandomStream random = new RandomStream(17);
            return faces.stream().map(face -> noisy(face, deviation, random)).toList();
        }
    },
    /** 1, 4 and 16 pairs of the 64 patches of 8 x 8 pixels in each other's place. */
    SHUFFLED_PATCHES {
        @Override
        List<ImageTensor> apply(List<ImageTensor> faces, int strength) {
            RandomStream random = new RandomStream(19);
            return faces.stream()
                    .map(face -> shuffled(face, 1 << (2 * strength), random))
                    .toList();
        }
    },
    /** Only a quarter, a sixteenth and a sixty-fourth of the faces, each repeated. */
    REPEATED_FACES {
        @Override
        List<ImageTensor> apply(List<ImageTensor> faces, int strength) {
            int distinct = faces.size() >> (2 * (strength + 1));
            List<ImageTensor> repeated = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                repeated.add(faces.get(i % distinct));
            }
            return repeated;
        }
    };

    static final int STRENGTHS = 3;
    private static final int PATCH = 8;

    /** @param strength 0 to {@link #STRENGTHS} - 1 */
    abstract List<ImageTensor> apply(List<ImageTensor> faces, int strength);

    private static ImageTensor blurred(ImageTensor face, double sigma) {
        int side = face.shape().side();
        double[] across = new double[side * side];
        byte[] result = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int row = y;
                across[y * side + x] = weighted(x, side, sigma, at -> face.value(0, row, at));
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int column = x;
                result[y * side + x] = (byte) Math.round(weighted(y, side, sigma, at -> across[at * side + column]));
            }
        }
        return ImageTensor.of(face.shape(), result);
    }

    private static double weighted(int centre, int side, double sigma, Line line) {
        int reach = (int) Math.ceil(3 * sigma);
        double sum = 0;
        double weights = 0;
        for (int at = Math.max(0, centre - reach); at <= Math.min(side - 1, centre + reach); at++) {
            double weight = Math.exp(-(at - centre) * (at - centre) / (2 * sigma * sigma));
            sum += weight * line.at(at);
            weights += weight;
        }
        return sum / weights;
    }

    private static ImageTensor noisy(ImageTensor face, double deviation, RandomStream random) {
        byte[] result = face.values();
        for (int i = 0; i < result.length; i++) {
            double value = (result[i] & 0xff) + deviation * random.nextGaussian();
            result[i] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
        return ImageTensor.of(face.shape(), result);
    }

    private static ImageTensor shuffled(ImageTensor face, int pairs, RandomStream random) {
        int across = face.shape().side() / PATCH;
        int[] order = ImageOrder.shuffled(across * across, random.nextInt(1 << 20), 0);
        byte[] result = face.values();
        for (int pair = 0; pair < pairs; pair++) {
            swap(result, face.shape().side(), order[2 * pair], order[2 * pair + 1]);
        }
        return ImageTensor.of(face.shape(), result);
    }

    private static void swap(byte[] pixels, int side, int first, int second) {
        int across = side / PATCH;
        for (int i = 0; i < PATCH * PATCH; i++) {
            int inside = i / PATCH * side + i % PATCH;
            int a = (first / across * side + first % across) * PATCH + inside;
            int b = (second / across * side + second % across) * PATCH + inside;
            byte kept = pixels[a];
            pixels[a] = pixels[b];
            pixels[b] = kept;
        }
    }

    private interface Line {
        double at(int place);
    }
}
