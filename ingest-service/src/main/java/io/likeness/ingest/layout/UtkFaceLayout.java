package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UTKFace: {@code age_gender_race_date.jpg}, already cropped. Labels {@code age} in years, {@code gender} 0 male or 1 female,
 * {@code race} 0 to 4 as its authors number it. A few of its own files lack a part: they carry no labels.
 */
record UtkFaceLayout() implements FaceLayout {
    private static final AlignedPictures PICTURES = new AlignedPictures(200, 200, 59.4, 59.9, 137.4, 60.2);
    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?(\\d{1,3})_([01])_([0-4])_\\d{8,}(?:\\.[A-Za-z]{3,4})+");

    @Override
    public Layout kind() {
        return Layout.UTKFACE;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(1, 1);
    }

    @Override
    public Optional<FaceFrame> frame(CentreCrop crop) {
        return PICTURES.frame(crop);
    }

    @Override
    public List<String> labels() {
        return List.of("age", "gender", "race");
    }

    @Override
    public Subject describe(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Subject.UNKNOWN;
        }
        return new Subject(
                null,
                Map.of("age", number(matcher, 1), "gender", number(matcher, 2), "race", number(matcher, 3)),
                null);
    }

    /** Whether a file's name is as this layout has it. */
    static boolean named(String name) {
        return NAME.matcher(name).matches();
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }
}
