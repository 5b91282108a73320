package io.likeness.training.onednn;

import io.likeness.contracts.Require;
import io.likeness.training.network.Discriminator;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Parameters;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The discriminator on oneDNN, with a plan for each number of images. For one thread, which should have one OpenMP thread. */
public final class OneDnnDiscriminator implements Discriminator {
    private final DiscriminatorDesign design;
    private final OneDnn oneDnn = new OneDnn();
    private final Parameters parameters;
    private final ParameterMemory memory;
    private final Map<Integer, DiscriminatorPlan> plans = new HashMap<>();
    private @Nullable DiscriminatorPlan current;
    private long version;

    public OneDnnDiscriminator(DiscriminatorDesign design) {
        this.design = design;
        this.parameters = Parameters.of(design);
        this.memory = new ParameterMemory(oneDnn, parameters);
    }

    @Override
    public void load(float[] weights) {
        Require.between("weights", weights.length, parameters.length(), parameters.length());
        memory.write(weights);
        version++;
    }

    @Override
    public float[] logits(float[] images, int count) {
        Require.between("images", images.length, (long) count * design.imageLength(), Integer.MAX_VALUE);
        current = plans.computeIfAbsent(count, wanted -> new DiscriminatorPlan(oneDnn, design, memory, wanted));
        current.load(version);
        return current.logits(images);
    }

    @Override
    public void backward(float[] logitGradients, float @Nullable [] gradients, float @Nullable [] imageGradients) {
        DiscriminatorPlan plan = Objects.requireNonNull(current, "logits come first");
        if (gradients != null) {
            plan.weightGradients(logitGradients);
            memory.readGradients(gradients);
        }
        if (imageGradients != null) {
            plan.imageGradients(logitGradients, imageGradients);
        }
    }

    @Override
    public void close() {
        plans.clear();
        current = null;
        oneDnn.close();
    }
}
