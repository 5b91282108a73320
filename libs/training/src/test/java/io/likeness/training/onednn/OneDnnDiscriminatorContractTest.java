package io.likeness.training.onednn;

import io.likeness.training.network.Discriminator;
import io.likeness.training.network.DiscriminatorContractTest;
import io.likeness.training.network.DiscriminatorDesign;

class OneDnnDiscriminatorContractTest extends DiscriminatorContractTest {
    @Override
    protected Discriminator discriminator(DiscriminatorDesign design) {
        return new OneDnnDiscriminator(design);
    }
}
