package io.likeness.generator.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.DecoderFile;
import org.junit.jupiter.api.Test;

final class LoadedModelTest {

    @Test
    void decodesUnderALeaseAfterItsOwnerReleasedIt() throws Exception {
        LoadedModel model = LoadedModels.load(DecoderFile.linear(1, 2, 8), 2, 8);
        try (ModelLease lease = model.lease()) {
            model.release();
            assertEquals(64, lease.decode(new long[] {7}).length);
        }
    }

    @Test
    void closesItsSessionWithTheLastLease() throws Exception {
        LoadedModel model = LoadedModels.load(DecoderFile.linear(1, 2, 8), 2, 8);
        ModelLease lease = model.lease();
        ModelLease other = lease.another();
        model.release();
        lease.close();
        lease.close();
        assertEquals(64, other.decode(new long[] {7}).length);
        other.close();
        assertThrows(IllegalStateException.class, () -> model.decode(new long[] {7}));
        LikenessException refused = assertThrows(LikenessException.class, model::lease);
        assertEquals(ErrorCode.MODEL_NOT_READY, refused.code());
    }
}
