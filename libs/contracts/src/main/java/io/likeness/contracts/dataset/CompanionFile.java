package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;

/**
 * A file that was uploaded beside the archive, such as CelebA's {@code list_attr_celeba.txt}.
 *
 * @param fileName its original name, by which the layout finds it
 */
public record CompanionFile(String fileName, ObjectReference content) {
    public CompanionFile {
        Require.text("companions.fileName", fileName);
        Require.present("companions.content", content);
    }
}
