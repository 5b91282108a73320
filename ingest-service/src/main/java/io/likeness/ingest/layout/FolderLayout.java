package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;

/** Any folders of images. A folder's name is not taken for a person or a label: nothing says that it is one. */
record FolderLayout() implements FaceLayout {
    @Override
    public Layout kind() {
        return Layout.FOLDER;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(1, 1);
    }

    @Override
    public Subject describe(String name) {
        return Subject.UNKNOWN;
    }
}
