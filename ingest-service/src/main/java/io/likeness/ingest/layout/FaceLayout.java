package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One way of laying out faces; only the last parts of a path count, so further folders around it do no harm. */
public sealed interface FaceLayout
        permits CelebaLayout, LfwLayout, UtkFaceLayout, PeopleLayout, ClassesLayout, FolderLayout, LabelledLayout {
    Layout kind();

    /** The crop that frames the face where the caller asks for none. */
    CentreCrop defaultCrop();

    /** Where the eyes are in what a crop cuts out of the layout's pictures; absent where each has them elsewhere. */
    default Optional<FaceFrame> frame(CentreCrop crop) {
        return Optional.empty();
    }

    /** Names of the labels that {@link #describe} may give, sorted. */
    default List<String> labels() {
        return List.of();
    }

    /**
     * What is known about one image.
     *
     * @param name its path within the archive
     */
    Subject describe(String name);

    /** Images of the archive of which label files may tell. */
    default BitSet labelled(NameTally names) {
        return new BitSet();
    }

    /** Who is named among the images of an archive. */
    default People people(NameTally names) {
        return People.NONE;
    }

    /** The parts of the authors' split that occur among the images of an archive; none where the authors split nothing. */
    default Set<Split> officialSplits(NameTally names) {
        return Set.of();
    }
}
