package io.likeness.benchmarks.faces;

import io.likeness.contracts.model.Label;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;
import io.likeness.training.comparison.FaceModel;
import io.likeness.training.evaluation.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures how far a model obeys labels, directions and walks.
 *
 * @param seed of the samples
 */
record ControlMeasurement(Features judge, RealFaces real, FaceModel model, long seed) {
    /** Those that are wanted; a data set, or a judge, may lack some. */
    private static final List<String> ATTRIBUTES = List.of("Male", "Smiling", "Eyeglasses", "Blond_Hair");

    private static final double[] STRENGTHS = {-2, -1, 1, 2};
    private static final int ASKED = 500;
    private static final int EDITED = 200;
    private static final int PAIRS = 50;
    private static final int FRAMES = 9;
    private static final int NEAREST = 5;

    Control of(String name) {
        List<Label> labels = model.density().labels().stream()
                .filter(label -> ATTRIBUTES.contains(label.name()))
                .filter(label -> judge.judge().attributes().contains(label.name()))
                .toList();
        List<FaceCode> originals = model.codes(Map.of(), seed, EDITED);
        double[][] features = judge.of(Faces.of(model.decode(originals)));
        List<Control.Edited> edited = new ArrayList<>();
        for (Label label : labels) {
            for (double strength : STRENGTHS) {
                edited.add(edited(label.name(), strength, originals, features));
            }
        }
        return new Control(name, labels.stream().map(this::asked).toList(), edited, walks());
    }

    private Control.Asked asked(Label label) {
        return new Control.Asked(
                label.name(),
                ASKED,
                rate(label, Map.of(label.name(), label.most())),
                rate(label, Map.of(label.name(), label.least())),
                rate(label, Map.of()));
    }

    private double rate(Label label, Map<String, Double> asked) {
        return judge.rate(model.decode(model.codes(asked, seed, ASKED)), label.name());
    }

    private Control.Edited edited(String attribute, double strength, List<FaceCode> originals, double[][] features) {
        List<ImageTensor> faces = model.decode(originals.stream()
                .map(code -> model.space().edited(code, Map.of(attribute, strength), 1))
                .toList());
        double[][] changed = judge.of(Faces.of(faces));
        int nearer = 0;
        double toOriginal = 0;
        double toOther = 0;
        for (int i = 0; i < changed.length; i++) {
            double own = Features.distance(changed[i], features[i]);
            double other = Features.distance(changed[i], features[(i + 1) % features.length]);
            nearer += own < other ? 1 : 0;
            toOriginal += own / changed.length;
            toOther += other / changed.length;
        }
        return new Control.Edited(
                attribute,
                strength,
                changed.length,
                judge.rate(model.decode(originals), attribute),
                judge.rate(faces, attribute),
                (double) nearer / changed.length,
                toOriginal,
                toOther);
    }

    private Control.Walks walks() {
        List<FaceCode> ends = model.codes(Map.of(), seed, 2 * PAIRS);
        List<FaceCode> frames = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int frame = 0; frame < FRAMES; frame++) {
                double share = (double) frame / (FRAMES - 1);
                frames.add(model.space().between(ends.get(2 * pair), ends.get(2 * pair + 1), share));
            }
        }
        double[] distances =
                Features.toNearest(judge.of(Faces.of(model.decode(frames))), judge.of(real.training()), NEAREST);
        double[][] walks = new double[PAIRS][];
        Arrays.setAll(walks, pair -> Arrays.copyOfRange(distances, pair * FRAMES, (pair + 1) * FRAMES));
        return WalkExcess.of(walks);
    }
}
