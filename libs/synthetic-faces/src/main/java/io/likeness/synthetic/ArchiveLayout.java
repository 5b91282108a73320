package io.likeness.synthetic;

/** How an archive names its pictures. */
public enum ArchiveLayout {
    /** {@code img_align_celeba/NNNNNN.jpg} with the attribute, partition and identity tables at the top. */
    CELEBA,
    /** {@code faces/NNNNNN.png} and nothing else. */
    FOLDER
}
