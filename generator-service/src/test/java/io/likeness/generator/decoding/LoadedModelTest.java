package io.likeness.generator.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.NetworkFile;
import io.likeness.latents.FaceCode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadedModelTest {
    private static final List<FaceCode> FACE = List.of(new FaceCode(new float[] {0.5f, -1}, new float[0]));

    @Test
    void decodesUnderALeaseAfterItsOwnerReleasedIt() throws Exception {
        LoadedModel model = LoadedModels.load(NetworkFile.linear(1, 2, 8), 2, 8);
        try (ModelLease lease = model.lease()) {
            model.release();
            assertEquals(64, lease.decode(FACE).length);
        }
    }

    @Test
    void closesItsSessionWithTheLastLease() throws Exception {
        LoadedModel model = LoadedModels.load(NetworkFile.linear(1, 2, 8), 2, 8);
        ModelLease lease = model.lease();
        ModelLease other = lease.another();
        model.release();
        lease.close();
        lease.close();
        assertEquals(64, other.decode(FACE).length);
        other.close();
        assertThrows(IllegalStateException.class, () -> model.decode(FACE));
        LikenessException refused = assertThrows(LikenessException.class, model::lease);
        assertEquals(ErrorCode.MODEL_NOT_READY, refused.code());
    }

    @Test
    void closesAnEncoderThatWasNeededWithTheLastLease() throws Exception {
        LoadedModel model = LoadedModels.load(NetworkFile.linear(1, 2, 8), 2, 8);
        try (ModelLease lease = model.lease()) {
            model.release();
            assertEquals(2, lease.encode(new float[64], new float[0]).latent().length);
        }
        assertThrows(IllegalStateException.class, () -> model.encode(new float[64], new float[0]));
    }
}
