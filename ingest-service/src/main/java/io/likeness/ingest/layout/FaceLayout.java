package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;
import java.util.List;

/** One way of laying out faces; only the last parts of a path count, so further folders around it do no harm. */
public sealed interface FaceLayout permits CelebaLayout, LfwLayout, UtkFaceLayout, FolderLayout {
    Layout kind();

    /** The crop that frames the face where the caller asks for none. */
    CentreCrop defaultCrop();

    /** Names of the labels that {@link #describe} may give, sorted. */
    List<String> labels();

    /**
     * What is known about one image.
     *
     * @param name its path within the archive
     */
    Subject describe(String name);

    /** Whether a file's name is as this layout has it. */
    boolean fits(String name);
}
