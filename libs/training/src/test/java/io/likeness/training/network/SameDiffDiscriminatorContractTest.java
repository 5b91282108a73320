package io.likeness.training.network;

import org.nd4j.linalg.api.buffer.DataType;

class SameDiffDiscriminatorContractTest extends DiscriminatorContractTest {
    @Override
    protected Discriminator discriminator(DiscriminatorDesign design) {
        return new SameDiffDiscriminator(design, DataType.FLOAT);
    }
}
