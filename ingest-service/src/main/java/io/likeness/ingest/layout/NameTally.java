package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the names of an archive's files say about its layout, counted as they come by: none is kept. Not safe for threads. */
public final class NameTally {
    private final Map<Layout, Long> fitting = new EnumMap<>(Layout.class);
    private final BitSet celebaNumbers = new BitSet();
    private final People.Tally people = new People.Tally();
    private final People.Tally folders = new People.Tally();
    private final People.Tally classes = new People.Tally();
    private final People.Tally outer = new People.Tally();
    private final Set<Split> parts = EnumSet.noneOf(Split.class);
    private long inKnownPeoplesFolders;
    private long inKnownClassesFolders;
    private boolean celebaFolder;
    private boolean zeroWithoutZeros;
    private long files;

    /** Counts one file that is no label file. */
    public void add(String name) {
        files++;
        count(Layout.FOLDER, true);
        Optional<String> person = LfwLayout.person(name);
        count(Layout.LFW, person.isPresent());
        person.ifPresent(people::meet);
        Optional<String> folder = PeopleLayout.person(name);
        count(Layout.PEOPLE, folder.isPresent());
        folder.ifPresent(folders::meet);
        inKnownPeoplesFolders += PeopleLayout.known(name) ? 1 : 0;
        Optional<String> oneClass = ClassesLayout.folder(name);
        count(Layout.CLASSES, oneClass.isPresent());
        oneClass.ifPresent(classes::meet);
        List<String> folders = ClassesLayout.foldersAround(name);
        folders.stream().map(Parts::named).flatMap(Optional::stream).forEach(parts::add);
        folders.stream().limit(Math.max(0, folders.size() - 1L)).forEach(outer::meet);
        inKnownClassesFolders += ClassesLayout.known(name) ? 1 : 0;
        count(Layout.UTKFACE, UtkFaceLayout.named(name));
        int number = CelebaLayout.number(name);
        zeroWithoutZeros |= CelebaLayout.zeroWithoutZeros(name);
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
        // CelebA begins with 1, and CelebA-HQ, of which each number is another's, with 0.
        return layout == Layout.CELEBA && zeroWithoutZeros ? 0 : fitting.getOrDefault(layout, 0L);
    }

    /** Whether more than half of the files are named as the layout has it. */
    boolean mostFit(Layout layout) {
        return 2 * fitting(layout) > files;
    }

    /** After whom files are named, as LFW has it. */
    People people() {
        return people.people();
    }

    /** The folders that files lie in, as people. */
    People folders() {
        return folders.people();
    }

    /** Whether more than half of the files are named as in a dataset that is known to have its people in folders. */
    boolean mostInKnownPeoplesFolders() {
        return 2 * inKnownPeoplesFolders > files;
    }

    /** The folders that files lie in, but for those of parts of a split and those around others; of very many some. */
    Set<String> classes() {
        Set<String> inner = new TreeSet<>(classes.people().images().keySet());
        inner.removeAll(outer.people().images().keySet());
        return inner;
    }

    /** Whether more than half of the files lie in folders that are known to be classes. */
    boolean mostInKnownClassesFolders() {
        return 2 * inKnownClassesFolders > files;
    }

    /** The parts of a split that folders are named after. */
    Set<Split> parts() {
        return parts;
    }

    boolean celebaFolder() {
        return celebaFolder;
    }

    BitSet celebaNumbers() {
        return celebaNumbers;
    }

    private void count(Layout layout, boolean fits) {
        fitting.merge(layout, fits ? 1L : 0L, Long::sum);
    }
}
