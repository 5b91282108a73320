package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an archive's layout is known. */
public sealed interface Recognition {
    /** The layout that was recognised or asked for. */
    record Recognised(FaceLayout layout) implements Recognition {}

    /** The archive is not laid out as it was asked to be read. */
    record Mismatch(String reason) implements Recognition {}

    /**
     * Decides by content: a layout is recognised where more than half of the names fit it. CelebA's bare numbers fit too many
     * archives, so it also needs one of its text files or a folder of its name; any folder may be a person's, so those of known datasets
     * alone are taken for it. What fits none is plain folders.
     *
     * @param names of all files but label files
     * @param tables of the label files in the archive and beside it
     * @param asked absent: recognise
     */
    static Recognition of(NameTally names, CelebaTables tables, @Nullable Layout asked) {
        if (asked == null) {
            return new Recognised(layout(recognise(names, tables), tables));
        }
        return names.mostFit(asked)
                ? new Recognised(layout(asked, tables))
                : new Mismatch("layout: expected most files named as in %s, found %d of %d"
                        .formatted(asked.name().toLowerCase(Locale.ROOT), names.fitting(asked), names.files()));
    }

    private static Layout recognise(NameTally names, CelebaTables tables) {
        if ((!tables.empty() || names.celebaFolder()) && names.mostFit(Layout.CELEBA)) {
            return Layout.CELEBA;
        }
        if (names.mostFit(Layout.LFW)) {
            return Layout.LFW;
        }
        if (names.mostFit(Layout.UTKFACE)) {
            return Layout.UTKFACE;
        }
        return names.mostInKnownPeoplesFolders() ? Layout.PEOPLE : Layout.FOLDER;
    }

    private static FaceLayout layout(Layout kind, CelebaTables tables) {
        return switch (kind) {
            case CELEBA -> new CelebaLayout(tables);
            case LFW -> new LfwLayout();
            case UTKFACE -> new UtkFaceLayout();
            case PEOPLE -> new PeopleLayout();
            case FOLDER -> new FolderLayout();
            case UNKNOWN -> throw new IllegalArgumentException("no command asks for a layout that is not known");
        };
    }
}
