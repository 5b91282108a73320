package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the names of an archive's files say about its layout, counted as they come by: none is kept. Not safe for threads. */
public final class NameTally {
    private final Map<Layout, Long> fitting = new EnumMap<>(Layout.class);
    private final BitSet celebaNumbers = new BitSet();
    private @Nullable String firstPerson;
    private boolean severalPeople;
    private boolean celebaFolder;
    private long files;

    /** Counts one file that is no label file. */
    public void add(String name) {
        files++;
        count(Layout.FOLDER, true);
        Optional<String> person = LfwLayout.person(name);
        count(Layout.LFW, person.isPresent());
        person.ifPresent(this::meet);
        count(Layout.UTKFACE, UtkFaceLayout.named(name));
        int number = CelebaLayout.number(name);
        count(Layout.CELEBA, number >= 0);
        if (number >= 0) {
            celebaNumbers.set(number);
        }
        celebaFolder |= CelebaLayout.namedFolder(name);
    }

    public long files() {
        return files;
    }

    long fitting(Layout layout) {
        return fitting.getOrDefault(layout, 0L);
    }

    /** Whether more than half of the files are named as the layout has it. */
    boolean mostFit(Layout layout) {
        return 2 * fitting(layout) > files;
    }

    /** Whether files are named after more than one person, as LFW has it. */
    boolean severalPeople() {
        return severalPeople;
    }

    boolean celebaFolder() {
        return celebaFolder;
    }

    BitSet celebaNumbers() {
        return celebaNumbers;
    }

    private void meet(String person) {
        if (firstPerson == null) {
            firstPerson = person;
        }
        severalPeople |= !person.equals(firstPerson);
    }

    private void count(Layout layout, boolean fits) {
        fitting.merge(layout, fits ? 1L : 0L, Long::sum);
    }
}
