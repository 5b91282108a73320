import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Forward values, gradients and three Adam steps of the seed network in libtorch, weights and images given by formulas. */
public final class GoldenValues {
    private static final int IMAGES = 2;
    private static final long[] TWO = {2, 2};
    private static final long[] ONE = {1, 1};
    private static final long[][] SHAPES = {
        {16, 1, 3, 3}, {16}, {32, 16, 3, 3}, {32}, {64, 32, 3, 3}, {64},
        {32, 4096}, {32}, {4096, 32}, {4096},
        {64, 32, 3, 3}, {32}, {32, 16, 3, 3}, {16}, {16, 1, 3, 3}, {1}
    };

    private final List<Tensor> weights = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Files.writeString(Path.of(arguments[0]), new GoldenValues().json());
    }

    private String json() {
        for (int p = 0; p < SHAPES.length; p++) {
            weights.add(parameter(p).requires_grad_(true));
        }
        Tensor image = image();
        Tensor latent = encode(image);
        Tensor reconstruction = decode(latent);
        StringBuilder json = new StringBuilder("{\n");
        json.append("  \"latents\": ").append(every(latent, 1)).append(",\n");
        json.append("  \"reconstruction\": ").append(every(reconstruction, 509)).append(",\n");
        TensorVector all = new TensorVector(weights.toArray(new Tensor[0]));
        Adam adam = new Adam(all, new AdamOptions(1e-3));
        List<Float> losses = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            adam.zero_grad();
            Tensor loss = torch.mse_loss(decode(encode(image)), image);
            losses.add(loss.item_float());
            loss.backward();
            if (step == 0) {
                List<String> gradients = new ArrayList<>();
                weights.forEach(w -> gradients.add(thirds(w.grad())));
                json.append("  \"gradients\": [\n    ").append(String.join(",\n    ", gradients)).append("\n  ],\n");
            }
            adam.step();
        }
        losses.add(torch.mse_loss(decode(encode(image)), image).item_float());
        List<String> stepped = new ArrayList<>();
        weights.forEach(w -> stepped.add(thirds(w)));
        json.append("  \"weightsAfterThreeSteps\": [\n    ").append(String.join(",\n    ", stepped)).append("\n  ],\n");
        return json.append("  \"losses\": ").append(losses).append("\n}\n").toString();
    }

    private Tensor encode(Tensor image) {
        Tensor h = image;
        for (int layer = 0; layer < 3; layer++) {
            h = torch.relu(torch.conv2d(h, weights.get(2 * layer), bias(2 * layer + 1), TWO, ONE, ONE, 1));
        }
        return torch.linear(h.flatten(1, 3), weights.get(6), bias(7));
    }

    private Tensor decode(Tensor latent) {
        Tensor h = torch.linear(latent, weights.get(8), bias(9)).view(IMAGES, 64, 8, 8);
        for (int layer = 0; layer < 3; layer++) {
            h = torch.conv_transpose2d(h, weights.get(10 + 2 * layer), bias(11 + 2 * layer), TWO, ONE, ONE, 1, ONE);
            h = layer < 2 ? torch.relu(h) : torch.sigmoid(h);
        }
        return h;
    }

    private TensorOptional bias(int parameter) {
        return new TensorOptional(weights.get(parameter));
    }

    /** (2 f - 1) sqrt(6 / fan in), f the fraction of 43758.5453 sin(12.9898 (i + 1) + 78.233 p): i row-major in PyTorch's
     * layout, p the parameter's place. */
    private static Tensor parameter(int p) {
        long[] shape = SHAPES[p];
        long[] weight = SHAPES[p - p % 2];
        double fanIn = weight[1] * (weight.length == 4 ? 9.0 : 1.0);
        int length = 1;
        for (long axis : shape) {
            length *= (int) axis;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            double scaled = 43758.5453 * StrictMath.sin(12.9898 * (i + 1) + 78.233 * p);
            values[i] = (float) ((2 * (scaled - Math.floor(scaled)) - 1) * Math.sqrt(6 / fanIn));
        }
        return tensor(values, shape);
    }

    /** 0.5 + 0.5 sin(0.05 y (n + 1) + 0.11 x). */
    private static Tensor image() {
        float[] values = new float[IMAGES * 4096];
        for (int i = 0; i < values.length; i++) {
            int n = i / 4096;
            int y = i / 64 % 64;
            int x = i % 64;
            values[i] = (float) (0.5 + 0.5 * StrictMath.sin(0.05 * y * (n + 1) + 0.11 * x));
        }
        return tensor(values, IMAGES, 1, 64, 64);
    }

    private static Tensor tensor(float[] values, long... shape) {
        return torch.from_blob(new FloatPointer(values), shape).clone();
    }

    private static List<Float> every(Tensor tensor, int stride) {
        float[] values = values(tensor);
        List<Float> taken = new ArrayList<>();
        for (int i = 0; i < values.length; i += stride) {
            taken.add(values[i]);
        }
        return taken;
    }

    /** The numbers at 0, a third and two thirds of the length, and the Euclidean norm of all. */
    private static String thirds(Tensor tensor) {
        float[] values = values(tensor);
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        float norm = (float) Math.sqrt(squares);
        return List.of(values[0], values[values.length / 3], values[2 * values.length / 3], norm).toString();
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[(int) tensor.numel()];
        new FloatPointer(tensor.detach().contiguous().data_ptr()).get(values);
        return values;
    }
}
