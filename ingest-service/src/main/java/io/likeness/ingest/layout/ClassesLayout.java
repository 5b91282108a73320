package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A folder for each class, whose name is a label: 1 of the images in it, -1 of the others. A folder further up may be named as a part of the split.
 *
 * @param classes the folders that images lie in, sorted
 */
record ClassesLayout(List<String> classes) implements FaceLayout {
    /** More are hardly classes. */
    static final int MOST = 40;

    /** Of datasets that many have: sexes, expressions, masks, glasses, and what is real. */
    private static final Set<String> KNOWN = Set.of(
            "male, female, males, females, man, woman, men, women, angry, anger, disgust, disgusted, fear, fearful, happy, happiness, neutral, sad, sadness, surprise, surprised, contempt, smile, smiling, no_smile, non_smile, not_smiling, with_mask, without_mask, glasses, no_glasses, with_glasses, without_glasses, real, fake"
                    .split(", "));

    @Override
    public Layout kind() {
        return Layout.CLASSES;
    }

    @Override
    public CentreCrop defaultCrop() {
        return new CentreCrop(1, 1);
    }

    @Override
    public List<String> labels() {
        return classes;
    }

    @Override
    public Subject describe(String name) {
        Map<String, Double> labels = folder(name)
                .filter(classes::contains)
                .map(folder -> classes.stream()
                        .collect(Collectors.toMap(Function.identity(), one -> one.equals(folder) ? 1.0 : -1.0)))
                .orElse(Map.of());
        return new Subject(null, labels, part(name).orElse(null));
    }

    @Override
    public Set<Split> officialSplits(NameTally names) {
        return names.parts();
    }

    /** The folder that a file lies in, unless it is named as a part of a split. */
    static Optional<String> folder(String name) {
        return PeopleLayout.person(name).filter(folder -> Parts.named(folder).isEmpty());
    }

    /** The part that a folder around a file is named after. */
    static Optional<Split> part(String name) {
        return foldersAround(name).stream()
                .map(Parts::named)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The folders on the way to a file, the outermost first. */
    static List<String> foldersAround(String name) {
        List<String> path = Arrays.asList(name.split("/"));
        return path.subList(0, path.size() - 1);
    }

    /** Whether a file lies in a folder that is known to be a class. */
    static boolean known(String name) {
        return folder(name)
                .filter(folder -> KNOWN.contains(folder.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
