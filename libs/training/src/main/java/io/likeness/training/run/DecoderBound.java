package io.likeness.training.run;

import io.likeness.contracts.training.NetworkPart;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.adversarial.SpectralNormalisation;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.util.List;

/**
 * Holds the decoder's weights to {@link TrainingConfiguration#decoderNorm()}, after every 16th step and the last of an epoch: the norms move little
 * meanwhile, and are found anew each time, so that nothing has to be kept. Immutable, safe for threads.
 */
final class DecoderBound {
    private static final int EVERY = 16;

    private final double most;
    private final List<Parameter> decoder;

    DecoderBound(TrainingConfiguration configuration, FrozenParameters frozen) {
        this.most = configuration.decoderBound();
        this.decoder = new Parameters(configuration)
                .all().stream()
                        .filter(parameter -> parameter.name().startsWith(NetworkPart.DECODER_LINEAR.layers())
                                || parameter.name().startsWith(NetworkPart.DECODER_CONVOLUTIONS.layers()))
                        .filter(parameter -> !frozen.parameters().contains(parameter))
                        .toList();
    }

    /** @param step of the epoch, 1-based: the one that has moved the weights */
    void hold(float[] weights, int step, int stepsPerEpoch) {
        if (most > 0 && (step % EVERY == 0 || step == stepsPerEpoch)) {
            SpectralNormalisation.bound(decoder, weights, most);
        }
    }
}
