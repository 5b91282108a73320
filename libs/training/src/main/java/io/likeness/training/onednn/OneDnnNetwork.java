package io.likeness.training.onednn;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.loss.ImageLoss;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Network;
import io.likeness.training.network.Parameters;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The autoencoder on oneDNN. A plan is made for each number of images that is trained with; inference goes through one plan, filled up
 * where images are fewer. For one thread, which should have one OpenMP thread; owns its native memory until {@link #close()}.
 */
public final class OneDnnNetwork implements Network {
    private static final int INFERENCE_COUNT = 64;

    private final TrainingConfiguration configuration;
    private final OneDnn oneDnn = new OneDnn();
    private final Parameters parameters;
    private final ParameterMemory memory;
    private final ImageLoss loss;
    private final Map<Integer, Plan> training = new HashMap<>();
    private @Nullable Plan inference;
    private float[] reconstruction = new float[0];
    private float[] gradient = new float[0];
    private long version;

    public OneDnnNetwork(TrainingConfiguration configuration) {
        this.configuration = configuration;
        this.parameters = new Parameters(configuration);
        this.memory = new ParameterMemory(oneDnn, parameters);
        this.loss = new ImageLoss(configuration.loss(), configuration.channels(), configuration.side());
    }

    /** Whether this machine has oneDNN's native library. */
    public static boolean available() {
        try {
            Loader.load(dnnl.class);
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Such as {@code oneDNN 2.5.2}. */
    public static String libraryVersion() {
        var version = dnnl.dnnl_version();
        return "oneDNN %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
    }

    @Override
    public void load(float[] weights) {
        Require.between("weights", weights.length, parameters.length(), parameters.length());
        memory.write(weights);
        version++;
    }

    @Override
    public LossTerms lossAndGradients(float[] images, float[] labels, int count, float[] gradients) {
        Require.between("gradients", gradients.length, parameters.length(), parameters.length());
        int length = requireImages(images, count);
        requireLabels(labels, count);
        Plan plan = training.computeIfAbsent(count, wanted -> plan(wanted, true));
        plan.load(version);
        writeLabels(plan, labels, 0, count);
        plan.encode(images, 0, length);
        plan.decode();
        reserve(length);
        plan.readReconstruction(reconstruction, 0, length);
        LossTerms terms = loss.gradient(reconstruction, images, count, gradient);
        throughSigmoid(length);
        plan.backward(gradient);
        memory.readGradients(gradients);
        return terms;
    }

    @Override
    public void decoderGradients(
            float[] latents, float[] labels, int count, ImageGradient imageGradient, float[] gradients) {
        Require.between("gradients", gradients.length, parameters.length(), parameters.length());
        requireLabels(labels, count);
        int length = count * configuration.imageLength();
        Plan plan = training.computeIfAbsent(count, wanted -> plan(wanted, true));
        plan.load(version);
        writeLabels(plan, labels, 0, count);
        plan.writeLatents(latents, 0, count * configuration.latents());
        plan.decode();
        reserve(length);
        plan.readReconstruction(reconstruction, 0, length);
        imageGradient.of(reconstruction, gradient);
        throughSigmoid(length);
        plan.decoderBackward(gradient);
        memory.readGradients(gradients);
    }

    @Override
    public float[] encode(float[] images, float[] labels, int count) {
        requireImages(images, count);
        requireLabels(labels, count);
        float[] latents = new float[count * configuration.latents()];
        Plan plan = inference();
        for (int from = 0; from < count; from += INFERENCE_COUNT) {
            int part = Math.min(INFERENCE_COUNT, count - from);
            writeLabels(plan, labels, from, part);
            plan.encode(images, from * configuration.imageLength(), part * configuration.imageLength());
            plan.readLatents(latents, from * configuration.latents(), part * configuration.latents());
        }
        return latents;
    }

    @Override
    public float[] decode(float[] latents, float[] labels, int count) {
        int dimension = configuration.latents();
        Require.between("latents", latents.length, (long) count * dimension, Integer.MAX_VALUE);
        requireLabels(labels, count);
        float[] images = new float[count * configuration.imageLength()];
        Plan plan = inference();
        for (int from = 0; from < count; from += INFERENCE_COUNT) {
            int part = Math.min(INFERENCE_COUNT, count - from);
            writeLabels(plan, labels, from, part);
            plan.writeLatents(latents, from * dimension, part * dimension);
            plan.decode();
            plan.readReconstruction(images, from * configuration.imageLength(), part * configuration.imageLength());
        }
        return images;
    }

    @Override
    public float[] reconstruct(float[] images, float[] labels, int count) {
        requireImages(images, count);
        requireLabels(labels, count);
        int length = configuration.imageLength();
        float[] reconstructed = new float[count * length];
        Plan plan = inference();
        for (int from = 0; from < count; from += INFERENCE_COUNT) {
            int part = Math.min(INFERENCE_COUNT, count - from);
            writeLabels(plan, labels, from, part);
            plan.encode(images, from * length, part * length);
            plan.decode();
            plan.readReconstruction(reconstructed, from * length, part * length);
        }
        return reconstructed;
    }

    @Override
    public void close() {
        training.clear();
        inference = null;
        oneDnn.close();
    }

    /** With p the sigmoid's value, its derivative is p (1 - p). */
    private void throughSigmoid(int length) {
        for (int i = 0; i < length; i++) {
            gradient[i] *= reconstruction[i] * (1 - reconstruction[i]);
        }
    }

    private Plan inference() {
        if (inference == null) {
            inference = plan(INFERENCE_COUNT, false);
        }
        inference.load(version);
        return inference;
    }

    private Plan plan(int count, boolean gradientsWanted) {
        return new Plan(oneDnn, configuration, memory, count, gradientsWanted);
    }

    private void reserve(int length) {
        if (reconstruction.length < length) {
            reconstruction = new float[length];
            gradient = new float[length];
        }
    }

    private void writeLabels(Plan plan, float[] labels, int from, int count) {
        int width = configuration.conditions().size();
        plan.writeLabels(labels, from * width, count * width);
    }

    private void requireLabels(float[] labels, int count) {
        long length = (long) count * configuration.conditions().size();
        Require.between("labels", labels.length, length, Integer.MAX_VALUE);
    }

    private int requireImages(float[] images, int count) {
        int length = count * configuration.imageLength();
        Require.between("images", images.length, length, Integer.MAX_VALUE);
        return length;
    }
}
