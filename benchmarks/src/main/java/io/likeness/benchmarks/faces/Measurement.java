package io.likeness.benchmarks.faces;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;
import io.likeness.latents.FaceCode;
import io.likeness.latents.RandomStream;
import io.likeness.training.comparison.FaceModel;
import io.likeness.training.evaluation.EvaluationPage;
import io.likeness.training.evaluation.FaceEvaluation;
import io.likeness.training.evaluation.FaceSets;
import io.likeness.training.evaluation.Findings;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures a trained candidate by samples of the benchmark's own seed, which the training has not drawn, and leaves its page and its grid.
 *
 * @param judge whoever made it closes it
 * @param folder of the candidate
 */
record Measurement(Judge judge, RealFaces real, int samples, long seed, Steps folder) {
    private static final int GRID = 64;
    private static final int ROUNDS = 100;
    private static final int BATCH = 16;

    Measures of(Candidate candidate, Trained trained, FaceModel model) throws IOException {
        List<ImageTensor> drawn = model.decode(model.codes(Map.of(), seed, samples));
        FaceSets sets = new FaceSets(
                real.heldOut(),
                real.training(),
                drawn,
                model.decode(prior(model)),
                model.reconstruct(real.heldOut(), real.heldOutLabels()),
                List.of());
        Findings findings = new FaceEvaluation(judge).measure(sets);
        Map<String, Double> metrics = new TreeMap<>(findings.metrics());
        for (String metric : List.of(
                Metrics.TEST_MSE,
                Metrics.TEST_SSIM,
                Metrics.VALIDATION_MSE,
                Metrics.VALIDATION_SSIM,
                Metrics.LATENT_WIDENING)) {
            Double value = trained.report().metrics().get(metric);
            if (value != null) {
                metrics.put(metric, value);
            }
        }
        folder.write(
                ModelManifest.EVALUATION,
                new EvaluationPage(facts(candidate, trained), metrics, findings, sets).bytes());
        List<ImageTensor> first = drawn.subList(0, Math.min(GRID, drawn.size()));
        folder.write(
                "grid-64.png",
                PngWriter.write(FaceGrid.squareFor(GRID).draw(first), Map.of("seed", Long.toString(seed))));
        return new Measures(
                judge.name(),
                trained.report().parameters(),
                trained.report().epochs().size(),
                trained.report().bestEpoch(),
                trained.seconds(),
                trained.cpuSeconds(),
                metrics,
                model.decodingMilliseconds(1, ROUNDS),
                model.decodingMilliseconds(BATCH, ROUNDS / 4));
    }

    /** Latents from N(0, I), with labels of the density. */
    private List<FaceCode> prior(FaceModel model) {
        RandomStream random = new RandomStream((seed + 1) & Require.GREATEST_SEED);
        List<FaceCode> codes = new ArrayList<>();
        for (FaceCode drawn : model.codes(Map.of(), seed, samples)) {
            float[] latent = new float[model.density().latents()];
            for (int d = 0; d < latent.length; d++) {
                latent[d] = (float) random.nextGaussian();
            }
            codes.add(new FaceCode(latent, drawn.conditions()));
        }
        return codes;
    }

    private Map<String, String> facts(Candidate candidate, Trained trained) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("configuration", candidate.name());
        facts.put("latents", Integer.toString(candidate.configuration().latents()));
        facts.put("training images", Integer.toString(real.training().count()));
        facts.put("epochs", Integer.toString(trained.report().epochs().size()));
        facts.put("seed of the samples", Long.toString(seed));
        return facts;
    }
}
