package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CelebA: {@code NNNNNN.jpg}, also without the zeros that it begins with, with what its text files say about each number. */
record CelebaLayout(CelebaTables tables) implements FaceLayout {
    private static final AlignedPictures PICTURES = new AlignedPictures(178, 218, 69.5, 113.1, 109.1, 113.2);
    private static final Pattern NAME = Pattern.compile("(?:.*/)?(\\d{1,6})\\.(?:jpe?g|png|JPE?G|PNG)");
    private static final Pattern ZERO = Pattern.compile("(?:.*/)?0\\.(?:jpe?g|png|JPE?G|PNG)");
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
    public Optional<FaceFrame> frame(CentreCrop crop) {
        return PICTURES.frame(crop);
    }

    @Override
    public List<String> labels() {
        return tables.attributes();
    }

    @Override
    public Subject describe(String name) {
        int number = number(name);
        return number < 0 ? Subject.UNKNOWN : tables.describe(number);
    }

    @Override
    public People people(NameTally names) {
        return tables.people(names.celebaNumbers());
    }

    @Override
    public Set<Split> officialSplits(NameTally names) {
        return tables.splits(names.celebaNumbers());
    }

    @Override
    public BitSet labelled(NameTally names) {
        return names.celebaNumbers();
    }

    /** The image's number, 0 to 999,999, or -1 if the file is not named as CelebA has it. */
    static int number(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** Whether a file is named {@code 0}, which is none of CelebA's. */
    static boolean zeroWithoutZeros(String name) {
        return ZERO.matcher(name).matches();
    }

    /** Whether the path goes through a folder that is named as in CelebA's own archive. */
    static boolean namedFolder(String name) {
        return FOLDER.matcher(name).matches();
    }
}
