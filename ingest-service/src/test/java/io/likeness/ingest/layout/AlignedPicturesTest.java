package io.likeness.ingest.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlignedPicturesTest {
    @Test
    void knowsWhereTheEyesAreInWhatIsCutOut() {
        assertEquals(
                Optional.of(new FaceFrame(0.3, 0.4, 0.7, 0.5, false)),
                new AlignedPictures(100, 200, 30, 90, 70, 100).frame(new CentreCrop(1, 1)));
        assertEquals(
                Optional.of(new FaceFrame(0.1, 0.3, 0.9, 0.5, false)),
                new AlignedPictures(100, 200, 30, 90, 70, 100).frame(new CentreCrop(1, 2)));
        assertEquals(Optional.empty(), new AlignedPictures(100, 200, 30, 90, 70, 100).frame(new CentreCrop(1, 4)));
        assertEquals(Optional.empty(), new FolderLayout().frame(new CentreCrop(1, 1)));
    }
}
