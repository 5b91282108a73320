package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import java.util.Collection;
import java.util.List;
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
     * archives, so it also needs one of its text files or a folder of its name. What fits none is plain folders.
     *
     * @param names of all files but label files
     * @param tables of the label files in the archive and beside it
     * @param asked absent: recognise
     */
    static Recognition of(Collection<String> names, CelebaTables tables, @Nullable Layout asked) {
        if (asked == null) {
            return new Recognised(recognise(names, tables));
        }
        FaceLayout layout = layout(asked, tables);
        long fitting = fitting(layout, names);
        return most(fitting, names)
                ? new Recognised(layout)
                : new Mismatch("layout: expected most files named as in %s, found %d of %d"
                        .formatted(asked.name().toLowerCase(Locale.ROOT), fitting, names.size()));
    }

    private static FaceLayout recognise(Collection<String> names, CelebaTables tables) {
        CelebaLayout celeba = new CelebaLayout(tables);
        if ((!tables.empty() || names.stream().anyMatch(CelebaLayout::namedFolder))
                && most(fitting(celeba, names), names)) {
            return celeba;
        }
        for (FaceLayout layout : List.of(new LfwLayout(), new UtkFaceLayout())) {
            if (most(fitting(layout, names), names)) {
                return layout;
            }
        }
        return new FolderLayout();
    }

    private static FaceLayout layout(Layout kind, CelebaTables tables) {
        return switch (kind) {
            case CELEBA -> new CelebaLayout(tables);
            case LFW -> new LfwLayout();
            case UTKFACE -> new UtkFaceLayout();
            case FOLDER -> new FolderLayout();
            case UNKNOWN -> throw new IllegalArgumentException("no command asks for a layout that is not known");
        };
    }

    private static long fitting(FaceLayout layout, Collection<String> names) {
        return names.stream().filter(layout::fits).count();
    }

    private static boolean most(long fitting, Collection<String> names) {
        return 2 * fitting > names.size();
    }
}
