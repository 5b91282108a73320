package io.likeness.contracts.generation;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CentreCrop;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The face on an uploaded photo.
 *
 * @param photo a file in one of the formats that an import reads
 * @param crop the centred square that is the face; absent: the largest
 * @param labels what is known of the face, for models that take labels; the others are taken to be the mean
 */
public record FacePhoto(ObjectReference photo, @Nullable CentreCrop crop, Map<String, Double> labels)
        implements FaceSource {
    public FacePhoto {
        Require.present("photo", photo);
        labels = Require.numbers("labels", labels);
    }
}
