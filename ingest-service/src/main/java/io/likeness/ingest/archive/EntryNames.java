package io.likeness.ingest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names as archives carry them, made harmless, and the files that operating systems add to archives. */
final class EntryNames {
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");
    private static final int LONGEST = 1_024;
    private static final Set<String> JUNK = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

    private EntryNames() {}

    /**
     * Forward slashes, no empty, {@code .} or {@code ..} segment, no control characters, the last 1,024 characters at most.
     * Nothing is ever written under these names, but reports and logs show them.
     */
    static String harmless(String name) {
        List<String> segments = new ArrayList<>();
        for (String segment : SEPARATORS.split(name, -1)) {
            String printable = printable(segment);
            if (!printable.isBlank() && !printable.equals(".") && !printable.equals("..")) {
                segments.add(printable);
            }
        }
        String joined = segments.isEmpty() ? "unnamed" : String.join("/", segments);
        return joined.length() <= LONGEST ? joined : joined.substring(joined.length() - LONGEST);
    }

    /** Whether an operating system put the file there, so that nobody misses it in a report. */
    static boolean junk(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return JUNK.contains(last)
                || last.startsWith("._")
                || name.startsWith("__MACOSX/")
                || name.contains("/__MACOSX/");
    }

    private static String printable(String segment) {
        return segment.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '_' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
