package io.likeness.contracts.generation;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The face on an uploaded photo.
 *
 * @param photo a file in one of the formats that an import reads
 * @param crop side in pixels of the centred square that is the face; absent: the largest
 * @param labels what is known of the face, for models that take labels; the others are taken to be the mean
 */
public record FacePhoto(ObjectReference photo, @Nullable Integer crop, Map<String, Double> labels)
        implements FaceSource {
    public FacePhoto {
        Require.present("photo", photo);
        if (crop != null) {
            Require.between("crop", crop, 1, Integer.MAX_VALUE);
        }
        labels = Require.numbers("labels", labels);
    }
}
