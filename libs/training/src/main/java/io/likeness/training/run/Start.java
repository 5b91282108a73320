package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.TrainingRequest;
import io.likeness.training.export.OnnxWeights;
import io.likeness.training.network.Adam;
import io.likeness.training.network.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run begins: at its checkpoint, else at its base's weights, else at random ones. */
record Start(Progress progress, byte[] film) {

    static Start of(TrainingRequest request, TrainingConfiguration configuration, int trainImages) {
        if (request.checkpoint() != null) {
            Checkpoint.Restored restored = Checkpoint.read(Path.of(request.checkpoint()), configuration, trainImages);
            return new Start(restored.progress(), restored.film());
        }
        Parameters parameters = new Parameters(configuration);
        TrainingRequest.Base base = request.base();
        float[] weights = base == null
                ? parameters.initial(configuration.seed())
                : new OnnxWeights(configuration).read(read(base.encoder()), read(base.decoder()));
        return new Start(new Progress(weights, new Adam(weights.length)), new byte[0]);
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
