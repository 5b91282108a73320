package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Adam;
import io.likeness.training.network.Parameters;
import io.likeness.training.protocol.TrainingRequest;
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
        float[] weights =
                base == null ? parameters.initial(configuration.seed()) : BaseModel.weights(base, configuration);
        return new Start(new Progress(weights, new Adam(weights.length)), new byte[0]);
    }
}
