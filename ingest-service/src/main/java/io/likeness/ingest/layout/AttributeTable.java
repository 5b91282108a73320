package io.likeness.ingest.layout;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Attributes of -1 or 1 by image number, one bit each: the whole of CelebA has eight million. Not safe for threads. */
final class AttributeTable {
    private List<String> header = List.of();
    private List<String> names = List.of();
    private NumberedOffsets rows = new NumberedOffsets();
    private BitSet positive = new BitSet();
    private int count;

    /** Sorted. */
    List<String> names() {
        return names;
    }

    int columns() {
        return header.size();
    }

    boolean empty() {
        return count == 0;
    }

    /** The columns of the rows to come; other columns than before make an end of all rows before. */
    void begin(List<String> columns) {
        if (!header.equals(columns)) {
            header = List.copyOf(columns);
            names = header.stream().sorted().toList();
            rows = new NumberedOffsets();
            positive = new BitSet();
            count = 0;
        }
    }

    /** Bits that the table would have with another row. */
    long bitsWithAnother() {
        return (count + 1L) * columns();
    }

    /** @param row the columns that are 1 */
    void put(int number, BitSet row) {
        int index = rows.find(number);
        if (index < 0) {
            index = count++;
            rows.put(number, index);
        }
        for (int k = 0; k < columns(); k++) {
            positive.set(index * columns() + k, row.get(k));
        }
    }

    Map<String, Double> labels(int number) {
        int index = rows.find(number);
        if (index < 0) {
            return Map.of();
        }
        Map<String, Double> labels = HashMap.newHashMap(columns());
        for (int k = 0; k < columns(); k++) {
            labels.put(header.get(k), positive.get(index * columns() + k) ? 1.0 : -1.0);
        }
        return labels;
    }

    /** The images that have a row. */
    BitSet numbers() {
        return rows.numbers();
    }

    long bytes() {
        return rows.bytes() + positive.size() / Byte.SIZE;
    }
}
