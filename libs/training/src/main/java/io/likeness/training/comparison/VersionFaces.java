package io.likeness.training.comparison;

import io.likeness.contracts.model.Label;
import io.likeness.imaging.ImageTensor;
import java.util.List;
import java.util.Map;

/** What one version makes: grey faces of the judge's size. For one thread. */
public interface VersionFaces {

    /** By which faces can be asked for. */
    List<Label> labels();

    /**
     * Faces of the first so many seeds, the same ones for every version; none left out.
     *
     * @param asked labels that they are to have, among {@link #labels}; the others are drawn
     */
    List<ImageTensor> samples(Map<String, Double> asked, int count);

    /** One each, in the same order. */
    List<ImageTensor> reconstructions(List<LabelledFace> faces);

    /** Of all files that a generator loads to draw. */
    long bytes();

    /** Of decoding one face alone, once, on one thread. */
    double decodingMilliseconds();
}
