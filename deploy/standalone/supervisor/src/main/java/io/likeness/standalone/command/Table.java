package io.likeness.standalone.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cells in columns as wide as their widest. */
final class Table {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** What is absent is a dash. */
    void add(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(Object::toString)
                .map(cell -> cell.isEmpty() ? "-" : cell)
                .toList());
    }

    List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length()).append(BETWEEN);
        }
        return line.toString().stripTrailing();
    }
}
