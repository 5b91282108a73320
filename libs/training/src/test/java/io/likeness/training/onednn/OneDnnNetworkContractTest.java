package io.likeness.training.onednn;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Network;
import io.likeness.training.network.NetworkContractTest;

class OneDnnNetworkContractTest extends NetworkContractTest {
    @Override
    protected Network network(TrainingConfiguration configuration) {
        return new OneDnnNetwork(configuration);
    }
}
