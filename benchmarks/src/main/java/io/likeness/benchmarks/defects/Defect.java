package io.likeness.benchmarks.defects;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.training.network.Layers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a version whose files are in order. */
enum Defect {
    INVERTED_LABEL("label %s inverted") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            Map<String, byte[]> files = new HashMap<>();
            files.put(ModelManifest.DENSITY, Json.encode(EditedLatents.inverted(good.density(), label)));
            good.directions()
                    .ifPresent(directions -> files.put(
                            ModelManifest.DIRECTIONS, Json.encode(EditedLatents.inverted(directions, label))));
            int condition = good.conditions().indexOf(label);
            if (condition >= 0) {
                files.put(ModelManifest.ENCODER, told(good.encoder(), Layers.ENCODER_LABEL, condition));
                files.put(ModelManifest.DECODER, told(good.decoder(), Layers.DECODER_LABEL, condition));
            }
            return files;
        }

        private static byte[] told(EditedNetwork network, String layer, int condition) {
            return network.negated(Layers.weight(layer), condition).bytes();
        }
    },
    COLLAPSED_DENSITY("density of four faces") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return Map.of(ModelManifest.DENSITY, Json.encode(EditedLatents.collapsed(good.density(), 4)));
        }
    },
    LATTICE_IN_THE_HAIR("lattice in the hair") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return decoder(good.decoder().latticed(good.manifest().side(), 8 / 255f));
        }
    },
    FIVE_PERCENT_BRIGHTER("5 %% brighter") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return decoder(good.decoder().brighter(1.05f));
        }
    },
    GREY_NOISE("grey noise") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return decoder(good.decoder().noisy(0.12f, SEED));
        }
    },
    ONE_FACE_REPEATED("one training face repeated") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return decoder(good.decoder().always(good.learned()));
        }
    },
    WEIGHTS_ZEROED("a tenth of the weights zeroed") {
        @Override
        Map<String, byte[]> plant(Original good, String label) {
            return Map.of(
                    ModelManifest.ENCODER, good.encoder().without(0.1, SEED).bytes(),
                    ModelManifest.DECODER, good.decoder().without(0.1, SEED).bytes());
        }
    };

    private static final int SEED = 15;

    private final String title;

    Defect(String title) {
        this.title = title;
    }

    /** Whether it is one of a label. */
    boolean ofALabel() {
        return this == INVERTED_LABEL;
    }

    /** By which it is asked for. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a person. */
    String title(String label) {
        return title.formatted(label);
    }

    /**
     * The files that differ from those of a good version, by name.
     *
     * @param label of which it is one, if it is
     */
    abstract Map<String, byte[]> plant(Original good, String label);

    private static Map<String, byte[]> decoder(EditedNetwork network) {
        return Map.of(ModelManifest.DECODER, network.bytes());
    }
}
