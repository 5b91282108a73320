package io.likeness.benchmarks.defects;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.latents.LabelledLatent;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.LatentSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a version knows of its latents, changed. Stateless. */
final class EditedLatents {
    /** Of a face that a collapsed density repeats, so little that nobody sees it. */
    private static final double NARROW = 1e-3;

    private EditedLatents() {}

    /** The density in which a label means its contrary. */
    static LatentDensity inverted(LatentDensity density, String label) {
        List<String> names = density.labels().stream().map(Label::name).toList();
        int row = names.indexOf(label);
        if (row < 0) {
            throw new IllegalArgumentException("label: expected one of " + names + ", found " + label);
        }
        List<Component> components =
                density.components().stream().map(one -> inverted(one, row)).toList();
        double[] shared = density.sharedCholesky();
        LatentDensity inverted = shared == null
                ? new LatentDensity(density.latents(), density.labels(), components)
                : LatentDensity.ofKernels(density.latents(), density.labels(), components, turned(shared, row));
        Double least = density.leastLogDensity();
        return least == null ? inverted : inverted.withLeastLogDensity(least);
    }

    private static Component inverted(Component one, int label) {
        double[] mean = one.mean().clone();
        mean[label] = -mean[label];
        double[] own = one.cholesky();
        return own == null ? new Component(one.weight(), mean) : new Component(one.weight(), mean, turned(own, label));
    }

    /** The directions of which one attribute's leads the other way; those that have none stay. */
    static LatentDirections inverted(LatentDirections directions, String attribute) {
        return new LatentDirections(
                directions.latents(),
                directions.directions().stream()
                        .map(one -> one.attribute().equals(attribute)
                                ? new Direction(
                                        attribute,
                                        Arrays.stream(one.vector()).map(x -> -x).toArray())
                                : one)
                        .toList());
    }

    /** A density of so many of the faces that it draws. */
    static LatentDensity collapsed(LatentDensity density, int faces) {
        LatentSampler sampler = new LatentSampler(density);
        int labels = density.labels().size();
        int dimension = labels + density.latents();
        List<Component> components = new ArrayList<>();
        for (int seed = 0; seed < faces; seed++) {
            LabelledLatent drawn = sampler.sample(seed, 1);
            double[] mean = new double[dimension];
            for (int i = 0; i < labels; i++) {
                mean[i] = drawn.scaledLabels()
                        .getOrDefault(density.labels().get(i).name(), 0.0);
            }
            for (int i = 0; i < density.latents(); i++) {
                mean[labels + i] = drawn.latent()[i];
            }
            components.add(new Component(1.0 / faces, mean));
        }
        double[] narrow = new double[dimension * (dimension + 1) / 2];
        for (int row = 0; row < dimension; row++) {
            narrow[triangle(row, row)] = NARROW;
        }
        return LatentDensity.ofKernels(density.latents(), density.labels(), components, narrow);
    }

    /** The factor of {@code S C S}, where S turns one axis round: {@code S L S}, whose diagonal is positive as before. */
    private static double[] turned(double[] cholesky, int axis) {
        double[] turned = cholesky.clone();
        for (int column = 0; column < axis; column++) {
            turned[triangle(axis, column)] *= -1;
        }
        for (int row = axis + 1; triangle(row, axis) < turned.length; row++) {
            turned[triangle(row, axis)] *= -1;
        }
        return turned;
    }

    private static int triangle(int row, int column) {
        return row * (row + 1) / 2 + column;
    }
}
