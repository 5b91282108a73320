package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CelebA: {@code NNNNNN.jpg}, with what its text files say about each number. */
record CelebaLayout(CelebaTables tables) implements FaceLayout {
    private static final Pattern NAME = Pattern.compile("(?:.*/)?(\\d{6})\\.(?:jpe?g|png|JPE?G|PNG)");
    private static final Pattern FOLDER = Pattern.compile("(?:.*/)?img_(?:align_)?celeba[^/]*/.*");

    @Override
    public Layout kind() {
        return Layout.CELEBA;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(140, 178);
    }

    @Override
    public List<String> labels() {
        return tables.attributes();
    }

    @Override
    public Subject describe(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? tables.describe(matcher.group(1)) : Subject.UNKNOWN;
    }

    @Override
    public boolean fits(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether the path goes through a folder that is named as in CelebA's own archive. */
    static boolean namedFolder(String name) {
        return FOLDER.matcher(name).matches();
    }
}
