package io.likeness.training.network;

import io.likeness.contracts.training.TrainingConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

class SameDiffNetworkContractTest extends NetworkContractTest {
    @Override
    protected Network network(TrainingConfiguration configuration) {
        return new SameDiffNetwork(configuration, DataType.FLOAT);
    }
}
