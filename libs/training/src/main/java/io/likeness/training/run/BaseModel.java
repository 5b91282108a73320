package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.export.OnnxWeights;
import io.likeness.training.protocol.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The version that a training started from, as it was before: what a fine-tuned model is compared with. For one thread. */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
record BaseModel(float[] weights, LatentDensity density) {

    /** Empty where the training started from random weights, or from a version whose density is not at hand. */
    static Optional<BaseModel> of(TrainingRequest request, TrainingConfiguration configuration) {
        TrainingRequest.Base base = request.base();
        if (base == null || base.density() == null) {
            return Optional.empty();
        }
        LatentDensity density = Json.decode(read(base.density()), LatentDensity.class);
        return Optional.of(new BaseModel(weights(base, configuration), density));
    }

    /** In the layout of {@link io.likeness.training.network.Parameters}. */
    static float[] weights(TrainingRequest.Base base, TrainingConfiguration configuration) {
        return new OnnxWeights(configuration).read(read(base.encoder()), read(base.decoder()));
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED,
                    "base: cannot read " + Path.of(file).getFileName(),
                    e);
        }
    }
}
