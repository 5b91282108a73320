package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder for each person, whose name is the person's. */
record PeopleLayout() implements FaceLayout {
    private static final Pattern NAME = Pattern.compile("(?:.*/)?([^/]+)/[^/]+");
    /** VGGFace2, CASIA-WebFace, and the faces of AT&T. */
    private static final Pattern KNOWN = Pattern.compile(
            "(?:.*/)?(?:n\\d{6}/\\d{4}_\\d{2}\\.jpg|\\d{7}/\\d{3,8}\\.jpg|s\\d{1,2}/\\d{1,2}\\.(?:pgm|jpg|png|bmp))");

    @Override
    public Layout kind() {
        return Layout.PEOPLE;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(1, 1);
    }

    @Override
    public Subject describe(String name) {
        return person(name).map(Subject::of).orElse(Subject.UNKNOWN);
    }

    @Override
    public People people(NameTally names) {
        return names.folders();
    }

    /** The folder that a file lies in, unless it stands for an archive. */
    static Optional<String> person(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(matcher.group(1)).filter(folder -> !ArchiveFolders.named(folder))
                : Optional.empty();
    }

    /** Whether a file is named as in a dataset that is known to have its people in folders. */
    static boolean known(String name) {
        return KNOWN.matcher(name).matches();
    }
}
