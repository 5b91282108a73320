package io.likeness.generator.generation;

import io.likeness.imaging.FaceGrid;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.FaceCode;
import java.util.List;

/**
 * What a job draws.
 *
 * @param codes one for each image, in order
 * @param before pictures that the grid shows before the images: what the job started from
 * @param restEvery of an animation of the images, on which the eye rests where the index is a multiple of this; 0 where the images
 *     are no steps of a walk
 */
record FacePlan(List<FaceCode> codes, List<ImageTensor> before, int restEvery) {
    /** Columns of a strip before it is continued below. */
    private static final int MOST_COLUMNS = 12;

    static FacePlan of(List<FaceCode> codes) {
        return new FacePlan(codes, List.of(), 0);
    }

    static FacePlan walk(List<FaceCode> codes, int restEvery) {
        return new FacePlan(codes, List.of(), restEvery);
    }

    /** One face, beside what it came from. */
    static FacePlan beside(ImageTensor before, FaceCode code) {
        return new FacePlan(List.of(code), List.of(before), 0);
    }

    /** Whether the image is all there is to show: no grid could show more of it. */
    boolean alone() {
        return pictures() == 1 && !animated();
    }

    boolean animated() {
        return restEvery > 0;
    }

    boolean restsAt(int index) {
        return index % restEvery == 0;
    }

    /** What the grid shows. */
    int pictures() {
        return before.size() + codes.size();
    }

    FaceGrid grid() {
        int pictures = pictures();
        FaceGrid square = FaceGrid.squareFor(pictures);
        boolean strip = animated() || !before.isEmpty();
        return strip
                ? new FaceGrid(Math.min(pictures, MOST_COLUMNS), square.padding(), square.scale(), square.background())
                : square;
    }
}
