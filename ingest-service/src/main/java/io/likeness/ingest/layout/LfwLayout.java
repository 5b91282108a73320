package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.Layout;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Labeled Faces in the Wild: {@code Person_Name/Person_Name_NNNN.jpg}, 250 x 250 with the face in the middle half. */
record LfwLayout() implements FaceLayout {
    private static final AlignedPictures PICTURES = new AlignedPictures(250, 250, 103.4, 114.1, 147.5, 113.6);
    private static final Pattern NAME = Pattern.compile("(?:.*/)?([^/]+)/\\1_\\d{4}\\.[A-Za-z]{3,4}");

    @Override
    public Layout kind() {
        return Layout.LFW;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(128, 250);
    }

    @Override
    public Optional<FaceFrame> frame(CentreCrop crop) {
        return PICTURES.frame(crop);
    }

    @Override
    public Subject describe(String name) {
        return person(name).map(Subject::of).orElse(Subject.UNKNOWN);
    }

    @Override
    public People people(NameTally names) {
        return names.people();
    }

    /** The person that a file's name tells of, if it is as this layout has it. */
    static Optional<String> person(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
