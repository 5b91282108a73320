package io.likeness.generator.photo;

import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.TestStore;

/** Where photos come from in tests. */
public final class Photos {
    private Photos() {}

    /** A store that never answers. */
    public static FacePhotos none(GeneratorConfiguration configuration) {
        return new FacePhotos(TestStore.nowhere(), configuration);
    }
}
