package io.likeness.ingest.dataset;

import io.likeness.faces.Face;
import io.likeness.faces.FaceFinder;
import io.likeness.imaging.EyeAlignment;
import io.likeness.imaging.Eyes;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.photo.Decoded;
import java.util.List;

/** What becomes of a photo. Safe for threads. */
sealed interface FaceCutting {
    /** The faces of a photo; none where it shows none that is large enough. */
    List<ImageTensor> faces(Decoded.Photo photo);

    /** The same part of each photo is the face. */
    record ByCrop(Framing framing) implements FaceCutting {
        @Override
        public List<ImageTensor> faces(Decoded.Photo photo) {
            return List.of(framing.apply(photo.pixels(), photo.orientation()));
        }
    }

    /**
     * Faces are looked for, and turned so that their eyes are at the same places.
     *
     * @param several whether all faces of a photo are taken, or the largest alone
     */
    record ByEyes(FaceFinder finder, EyeAlignment alignment, boolean several) implements FaceCutting {
        private static final int MOST_FACES = 50;

        /** How many times larger than on the photo a face may become: more and there is nothing to learn from it. */
        private static final double MOST_ENLARGED = 2;

        @Override
        public List<ImageTensor> faces(Decoded.Photo photo) {
            return eyes(photo).stream()
                    .limit(several ? MOST_FACES : 1)
                    .map(eyes -> alignment.apply(photo.pixels(), photo.orientation(), eyes))
                    .toList();
        }

        /** Those of each face that is large enough, the largest first. */
        List<Eyes> eyes(Decoded.Photo photo) {
            double wanted = alignment.frame().distance() * alignment.shape().side();
            return finder.find(photo.pixels(), photo.orientation()).stream()
                    .map(Face::eyes)
                    .filter(eyes -> eyes.distance() * MOST_ENLARGED >= wanted)
                    .toList();
        }
    }
}
