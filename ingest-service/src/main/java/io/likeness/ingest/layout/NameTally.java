package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Layout;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** What the names of an archive's files say about its layout, counted as they come by: none is kept. Not safe for threads. */
public final class NameTally {
    private final Map<Layout, Long> fitting = new EnumMap<>(Layout.class);
    private final BitSet celebaNumbers = new BitSet();
    private boolean celebaFolder;
    private long files;

    /** Counts one file that is no label file. */
    public void add(String name) {
        files++;
        count(Layout.FOLDER, true);
        count(Layout.LFW, LfwLayout.named(name));
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
