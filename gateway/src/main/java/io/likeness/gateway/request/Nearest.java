package io.likeness.gateway.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what somebody may have meant who wrote a name that is not known. Stateless. */
final class Nearest {
    private static final Pattern SEPARATORS = Pattern.compile("[_-]");

    private static final int SHORTEST_BEGINNING = 4;
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The known name that takes the fewest changes of a letter (Damerau 1964), if it is near. */
    static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(other -> near(plain(name), plain(last(other))))
                .min(Comparator.<String>comparingInt(other -> distance(plain(name), plain(last(other))))
                        .thenComparing(other -> other));
    }

    /** What is expected in place of a name: the nearest, or one of all. */
    static String expected(String name, Collection<String> known) {
        return to(name, known).map(nearest -> "'" + nearest + "'").orElseGet(() -> "one of " + known);
    }

    /** Where a third of the letters differs at most, or one goes on where the other ends. */
    private static boolean near(String a, String b) {
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return distance(a, b) <= Math.max(1, a.length() / 3)
                || shorter.length() >= SHORTEST_BEGINNING && longer.startsWith(shorter);
    }

    /** Letters replaced, left out, added, or exchanged with the next. */
    private static int distance(String a, String b) {
        int[][] changes = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : least(changes, a, b, i, j);
            }
        }
        return changes[a.length()][b.length()];
    }

    private static int least(int[][] changes, String a, String b, int i, int j) {
        int replaced = changes[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int moved = Math.min(changes[i - 1][j], changes[i][j - 1]) + 1;
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        int least = Math.min(replaced, moved);
        return exchanged ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String plain(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
