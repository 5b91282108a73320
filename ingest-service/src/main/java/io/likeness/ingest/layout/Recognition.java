package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an archive's layout is known. */
public sealed interface Recognition {
    /** The layout that was recognised or asked for. */
    record Recognised(FaceLayout layout) implements Recognition {}

    /** The archive is not laid out as it was asked to be read. */
    record Mismatch(String reason) implements Recognition {}

    /**
     * Decides by content: a layout is recognised where more than half of the names fit it. CelebA's bare numbers fit too many
     * archives, so it also needs one of its text files or a folder of its name; any folder may be a person's or a class, so those of known datasets
     * alone are taken for it. What fits none is plain folders.
     *
     * @param names of all files but label files
     * @param tables of the label files in the archive and beside it
     * @param asked absent: recognise
     * @param leastClasses one, where the archive is added to others, else two
     */
    static Recognition of(NameTally names, CelebaTables tables, @Nullable Layout asked, int leastClasses) {
        Set<String> classes = names.classes();
        Layout layout = asked == null ? recognise(names, tables, classes) : asked;
        if (asked != null && !names.mostFit(asked)) {
            return new Mismatch("layout: expected most files named as in %s, found %d of %d"
                    .formatted(asked.name().toLowerCase(Locale.ROOT), names.fitting(asked), names.files()));
        }
        if (layout == Layout.CLASSES && (classes.size() < leastClasses || classes.size() > ClassesLayout.MOST)) {
            return new Mismatch("layout: expected images in folders of %d to %d classes, found %d folders"
                    .formatted(leastClasses, ClassesLayout.MOST, classes.size()));
        }
        return new Recognised(layout(layout, tables, List.copyOf(classes)));
    }

    private static Layout recognise(NameTally names, CelebaTables tables, Set<String> classes) {
        if ((!tables.empty() || names.celebaFolder()) && names.mostFit(Layout.CELEBA)) {
            return Layout.CELEBA;
        }
        if (names.mostFit(Layout.LFW)) {
            return Layout.LFW;
        }
        if (names.mostFit(Layout.UTKFACE)) {
            return Layout.UTKFACE;
        }
        if (names.mostInKnownClassesFolders() && classes.size() > 1 && classes.size() <= ClassesLayout.MOST) {
            return Layout.CLASSES;
        }
        return names.mostInKnownPeoplesFolders() ? Layout.PEOPLE : Layout.FOLDER;
    }

    private static FaceLayout layout(Layout kind, CelebaTables tables, List<String> classes) {
        return switch (kind) {
            case CELEBA -> new CelebaLayout(tables);
            case LFW -> new LfwLayout();
            case UTKFACE -> new UtkFaceLayout();
            case PEOPLE -> new PeopleLayout();
            case CLASSES -> new ClassesLayout(classes);
            case FOLDER -> new FolderLayout();
            case UNKNOWN -> throw new IllegalArgumentException("no command asks for a layout that is not known");
        };
    }
}
